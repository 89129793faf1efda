// The comparison against brute force: random policies over small alphabets, and every request asked of both sides.
#include <algorithm>
#include <cstdlib>
#include <iostream>

#include <gtest/gtest.h>

#include "model/document.h"
#include "random_policies.h"
#include "syntax/json.h"

namespace rolecast::access {
namespace {

Permissions permissions_of(const Model& model) {
  Permissions result{&model, {}};
  for (const auto& policy : model.roles.front().policies) result.policies.push_back(&policy.document);
  return result;
}

Model bound(const Model& model, const std::map<std::string, std::string>& values) {
  TextByName texts;
  for (const auto& [name, value] : values) texts.emplace(name, Text(value));
  Model result = model;
  for (auto& policy : result.roles[0].policies)
    for_each_text_in_policy(policy.document, [&](Text& text) { text = text.bound(texts); });
  return result;
}

std::string shown(const Model& model) {
  std::string result;
  for (const auto& policy : model.roles[0].policies)
    result += json::write(document(policy.document, [](const Text& text) { return Node::string(text.spelled()); }));
  std::erase(result, '\n');
  std::string slim;
  std::unique_copy(result.begin(), result.end(), std::back_inserter(slim),
                   [](char a, char b) { return a == ' ' && b == ' '; });
  return slim;
}

std::string shown(const Witness& witness) {
  const auto& request = witness.request;
  auto result = request.action + " " + request.resource;
  if (request.caller) result += request.caller->type + " " + request.caller->value;
  for (const auto& [name, value] : request.context) {
    result += ", " + name + (value.is_array ? " = [" : " = ");
    for (const auto& item : value.items) result += "`" + item + "` ";
  }
  for (const auto& [name, value] : witness.values) result += "; " + name + ": " + value;
  return result;
}

/// Whether some statement tests the key as a set: other keys hold one value.
bool is_set(const std::string& key, const Model& model) {
  for (const auto& policy : model.roles[0].policies)
    for (const auto& statement : policy.document.statements)
      if (statement.condition)
        for (const auto& op : *statement.condition)
          if (op.keys[0].name.literal() == key && op.name.starts_with("For")) return true;
  return false;
}

bool is_possible(const Request& request, const Model& from, const Model& to) {
  return std::none_of(request.context.begin(), request.context.end(), [&](const auto& entry) {
    return entry.second.is_array && !is_set(entry.first, from) && !is_set(entry.first, to);
  });
}

/// A request that `to` allows and `from` does not.
std::optional<Witness> search(const Model& from, const Model& to, const Alphabet& alphabet,
                              const std::vector<Request>& requests) {
  for (const auto& values : all_values(alphabet)) {
    const auto bound_from = bound(from, values), bound_to = bound(to, values);
    const auto some = permissions_of(bound_from).policies, others = permissions_of(bound_to).policies;
    for (const auto& request : requests)
      if (permits(others, request) == true && permits(some, request) == false && is_possible(request, from, to))
        return Witness{request, values, {}};
  }
  return {};
}

bool is_confirmed(const Model& from, const Model& to, const Witness& witness) {
  const auto bound_from = bound(from, witness.values), bound_to = bound(to, witness.values);
  return permits(permissions_of(bound_to).policies, witness.request) == true &&
         permits(permissions_of(bound_from).policies, witness.request) == false;
}

std::string described(const Model& before, const Model& after) {
  return "\nbefore " + shown(before) + "\nafter " + shown(after) + "\n";
}

Comparison compared(const Model& before, const Model& after, const Alphabet& alphabet) {
  return compare(permissions_of(before), permissions_of(after), alphabet.is_trust(), CommonNames({&before, &after}));
}

Alphabet actions_and_resources() {
  Alphabet result;
  result.name = "actions and resources";
  result.actions = {"a:x", "a:y", "b:x", "a:xy", "a:*", "*", "A:X*", "a:?", "*:x", "a:x?", "a:*y"};
  result.resources = {"*",
                      "arn:*",
                      "arn:p:s:::a",
                      "arn:p:s:::a*",
                      "arn:p:s:::*",
                      "arn:p:s:::?",
                      "arn:p:s:*:*:a",
                      "arn:p:*:r:*:a*",
                      "arn:p:s:?::*a",
                      "arn:p:s:r*:*",
                      "arn:p:s:::a?*",
                      "arn:p:s:::*:a",
                      "arn:*:s::*:?b*",
                      "arn:p:s*",
                      "arn:p:s:*::*"};
  result.asked_actions = {"a:x", "a:y", "b:x", "a:xy", "b:y", "a:z", "a:xyy", "c:x"};
  result.asked_resources = {"*",
                            "arn:p:s:::a",
                            "arn:p:s:::",
                            "arn:p:s:::b",
                            "arn:p:s:::ab",
                            "arn:p:s:::a:a",
                            "arn:p:s:r::a",
                            "arn:p:t:r::ab",
                            "arn:q:s::1:ab",
                            "arn:p:s:r:1:ba",
                            "arn:p:s:rr::xa",
                            "arn:p:s2:rr:1:a",
                            "arn:p:s:::abb",
                            "arn:q:t:::x",
                            "x"};
  return result;
}

Alphabet with_keys(std::string name, std::vector<RandomKey> keys) {
  Alphabet result;
  result.name = std::move(name);
  result.actions = {"a:x", "a:*", "*"};
  result.resources = {"*", "arn:p:s:::a"};
  result.asked_actions = {"a:x", "a:y"};
  result.asked_resources = {"*", "arn:p:s:::a"};
  result.keys = std::move(keys);
  return result;
}

Strings with(const Strings& prefixes, const Strings& operators, const Strings& suffixes) {
  Strings result;
  for (const auto& prefix : prefixes)
    for (const auto& op : operators)
      for (const auto& suffix : suffixes) result.push_back(prefix + op + suffix);
  return result;
}

const Strings string_operators = {
    "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase",
    "StringLike",   "StringNotLike"};
const Strings plain = {""}, if_exists = {"", "", "IfExists"}, over_sets = {"ForAnyValue:", "ForAllValues:"};

Strings operator+(Strings left, const Strings& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

/// Every family of policies.
std::vector<Alphabet> alphabets() {
  std::vector<Alphabet> result = {actions_and_resources()};
  const Strings words = {"a", "b", "A", "ab", "aB", "a*", "?", "*b", "A*", "x", "a?b", "", "aab"};
  const Strings wanted = {"a", "b", "A", "a*", "?", "*b", "A?", "ab", "*", "a*b", "??"};
  result.push_back(
      with_keys("strings", {{"k:a", with(plain, string_operators, if_exists) + Strings{"Null"}, wanted, each(words)}}));
  result.push_back(
      with_keys("two keys", {{"k:a",
                              with(plain, {"StringEquals", "StringNotLike", "StringLike"}, if_exists) + Strings{"Null"},
                              {"a", "b", "a*"},
                              each({"a", "b", "ab", "x"})},
                             {"k:b",
                              with(plain, {"StringNotEquals", "StringLike"}, if_exists) + Strings{"Null"},
                              {"a", "?", "*b"},
                              each({"a", "b", "ab", "xx"})}}));
  const std::vector<ContextValue> sets = {one("a"),
                                          one("b"),
                                          one("ab"),
                                          one("x"),
                                          several({"a"}),
                                          several({"b"}),
                                          several({"a", "b"}),
                                          several({"a", "x"}),
                                          several({"a", "ab"}),
                                          several({"b", "x"}),
                                          several({"ab", "x"}),
                                          several({"xx", "y"}),
                                          several({"a", "b", "ab"}),
                                          several({"b", "ab", "x"}),
                                          several({"A", "b"})};
  result.push_back(with_keys(
      "sets", {{"k:a",
                with(over_sets, string_operators, if_exists) + Strings{"Null", "StringLike", "StringNotEquals"},
                {"a", "b", "a*", "?", "ab", "*"},
                sets}}));
  result.push_back(with_keys(
      "sets of numbers",
      {{"k:a",
        with(over_sets, {"NumericEquals", "NumericNotEquals", "NumericLessThan"}, if_exists) +
            Strings{"Null", "NumericGreaterThan"},
        {"1", "2", "2.5"},
        {one("1"), one("0"), one("2"), one("3"), several({"1", "2"}), several({"0", "3"}), several({"1", "2", "2.5"}),
         several({"2", "3"}), several({"2.5"}), several({"1", "2.2"}), several({"0", "1", "2"})}}}));
  const Strings arns = {"arn:p:s:::a",   "arn:p:s:::a*",  "arn:*:s:::*",
                        "arn:p:s:r:*:?", "arn:p:*:*:*:a", "arn:p:s:?::*b"};
  result.push_back(with_keys(
      "ARNs",
      {{"k:a",
        with(plain, {"ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "StringLike"}, if_exists) + Strings{"Null"},
        arns,
        each({"arn:p:s:::a", "arn:p:s:::ab", "arn:q:s:::b", "arn:p:s:r:1:x", "arn:p:s:r:1:a:b", "arn:p:t:rr::a",
              "arn:p:s:x::ab", "a", "arn:p:s:", "arn:q:t:::x", "arn:p:s:r:s:::a"})}}));
  auto short_arns = result.back();
  short_arns.name = "short ARNs";
  short_arns.most_undecided = 100;  // whether they match anything is nowhere said
  short_arns.keys[0].wanted = {"a", "*", "arn:p:s:*", "arn:p:s:::a"};
  result.push_back(short_arns);
  result.push_back(
      with_keys("numbers", {{"k:a",
                             with(plain,
                                  {"NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals",
                                   "NumericGreaterThan", "NumericGreaterThanEquals"},
                                  if_exists) +
                                 Strings{"Null"},
                             {"1", "2", "2.0", "-3", "1.5"},
                             each({"-4", "-3", "0", "1", "1.2", "1.5", "1.7", "2", "3", "-3.0"})}}));
  result.push_back(with_keys(
      "dates",
      {{"k:a",
        with(plain,
             {"DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan",
              "DateGreaterThanEquals"},
             if_exists) +
            Strings{"Null"},
        {"2024-01-01T00:00:00Z", "2024-01-01", "2024-06-01T12:00:00+02:00", "1704067200"},
        each({"2023-12-31T23:59:59Z", "2024-01-01T00:00:00Z", "2024-03-01", "2024-06-01T10:00:00Z", "2025-01-01"})}}));
  result.push_back(with_keys(
      "booleans", {{"k:a",
                    {"Bool", "BoolIfExists", "Null", "ForAnyValue:Bool", "ForAllValues:Bool"},
                    {"true", "false", "True"},
                    {one("true"), one("false"), several({"true"}), several({"true", "false"}), several({"false"})}},
                   {"k:b",
                    {"BinaryEquals", "BinaryEqualsIfExists", "Null"},
                    {"QQ==", "Qg==", "Q0M="},
                    each({"QQ==", "Qg==", "RA=="})}}));
  result.push_back(with_keys(
      "addresses",
      {{"k:a",
        with(plain, {"IpAddress", "NotIpAddress"}, if_exists) + Strings{"Null"},
        {"10.0.0.0/8", "10.0.0.0/9", "10.128.0.0/9", "10.1.2.3", "2001:db8::/32", "2001:db8::1", "0.0.0.0/0", "::/0"},
        each({"10.0.0.0", "10.1.2.3", "10.127.255.255", "10.200.0.1", "10.255.255.255", "11.0.0.0", "9.255.255.255",
              "2001:db8::1", "2001:db8::2", "2001:db9::"})}}));
  result.push_back(with_keys("kinds mixed", {{"k:a",
                                              {"StringEquals", "NumericEquals", "NumericLessThan", "StringLike", "Null",
                                               "Numeric", "NumericEqualsIfExists"},
                                              {"1", "2", "3"},
                                              each({"1", "2", "3", "0"})}}));
  result.back().most_undecided = 100;  // such tests are compared as wholes
  auto variables = with_keys(
      "variables", {{"aws:username",
                     with(plain, {"StringEquals", "StringNotEquals", "StringLike"}, if_exists) + Strings{"Null"},
                     {"a", "b", "a*"},
                     each({"a", "b", "ab", "x", "xx", "aa", ""})}});
  variables.resources = {"*",
                         "arn:p:s:::a",
                         "arn:p:s:::a*",
                         "arn:p:s:::${aws:username}",
                         "arn:p:s:::${aws:username}/*",
                         "arn:p:s:::${aws:username, 'a'}",
                         "arn:p:s:::a${AWS:username}",
                         "arn:p:s:::*",
                         "arn:p:s:::${aws:username}*",
                         "arn:p:s:::?",
                         "arn:p:s:::${*}"};
  variables.asked_resources = {"*",
                               "arn:p:s:::a",
                               "arn:p:s:::b",
                               "arn:p:s:::a/a",
                               "arn:p:s:::ab",
                               "arn:p:s:::x",
                               "arn:p:s:::ax",
                               "arn:p:s:::aa",
                               "arn:p:s:::*",
                               "arn:p:s:::b/x",
                               "arn:p:s:::xx",
                               "arn:p:s:::",
                               "arn:p:s:::xx/y",
                               "arn:p:s:::/a"};
  variables.most_undecided = 15;
  variables.actions = {"a:x"};
  variables.asked_actions = {"a:x", "b:y"};
  result.push_back(variables);
  auto tied =
      with_keys("variables in conditions",
                {{"k:a",
                  with(plain, {"StringEquals", "StringNotEquals", "StringLike", "StringEqualsIgnoreCase"}, if_exists),
                  {"a", "b", "${aws:username}", "${aws:username, 'b'}", "a${aws:username}", "${aws:username}*"},
                  each({"a", "b", "ab", "A", "x", "aa"})},
                 {"aws:username",
                  with(plain, {"StringEquals", "StringNotEquals"}, if_exists) + Strings{"Null"},
                  {"a", "b"},
                  each({"a", "b", "x", "A"})}});
  tied.actions = {"a:x"};
  tied.asked_actions = {"a:x", "b:y"};
  result.push_back(tied);
  Alphabet deferred = with_keys(
      "deferred values", {{"k:a",
                           with(plain, {"StringEquals", "StringNotEquals", "StringLike"}, if_exists) + Strings{"Null"},
                           {"a", "b", "${own}", "${own}*", "${other}", "a${own}"},
                           each({"a", "b", "ab", "aa", "x"})}});
  deferred.deferred = {{"own", {"a", "b", "ab", "x"}}, {"other", {"a", "b", "y"}}, {"region", {"r", "us-east-1"}}};
  deferred.resources = {"*",
                        "arn:p:s:::a",
                        "arn:p:s:::${own}",
                        "arn:p:s:::${own}*",
                        "arn:p:s:::*${other}",
                        "arn:p:s:${region}::*",
                        "arn:p:s:r::a",
                        "arn:p:s:*::${own}",
                        "arn:p:s:::a*",
                        "arn:p:s:::${own}${other}",
                        "arn:p:s:::?"};
  deferred.asked_resources = {"*",
                              "arn:p:s:::a",
                              "arn:p:s:::b",
                              "arn:p:s:::ab",
                              "arn:p:s:::aa",
                              "arn:p:s:r::a",
                              "arn:p:s:r::x",
                              "arn:p:s:us-east-1::b",
                              "arn:p:s:::x",
                              "arn:p:s:::xy",
                              "arn:p:s:::aby"};
  deferred.most_undecided = 15;
  deferred.actions = {"a:x"};
  deferred.asked_actions = {"a:x", "b:y"};
  deferred.most_statements = 2;
  result.push_back(deferred);
  Alphabet wild = deferred;
  wild.name = "deferred wildcards";
  wild.deferred = {{"own", {"a", "ab", "x", "*", "a*", "*b", "?", "a*b*"}}, {"other", {"a", "*", "y"}}};
  std::erase_if(wild.resources, [](const std::string& text) { return text.find("region") != std::string::npos; });
  wild.resources.push_back("arn:p:s:::${own}b${own}");
  wild.resources.push_back("arn:p:s:::${own}b");
  wild.most_undecided = 40;
  result.push_back(wild);
  Alphabet whole = with_keys("deferred ARNs", {});
  whole.deferred = {{"bucket", {"arn:p:s:::a", "arn:p:s:::b", "arn:q:s:r:1:a"}},
                    {"account", {"111122223333", "444455556666"}}};
  whole.resources = {"*",
                     "${bucket}",
                     "${bucket}/*",
                     "arn:p:s:::a",
                     "arn:p:s:::a*",
                     "arn:p:s:::*",
                     "arn:p:s::${account}:a",
                     "arn:p:s::111122223333:*",
                     "arn:*:s:*:*:*"};
  whole.asked_resources = {"*",
                           "arn:p:s:::a",
                           "arn:p:s:::a/b",
                           "arn:p:s:::b",
                           "arn:p:s:::b/c",
                           "arn:q:s:r:1:a",
                           "arn:q:s:r:1:a/x",
                           "arn:p:s::111122223333:a",
                           "arn:p:s::444455556666:a",
                           "arn:p:s::444455556666:x"};
  whole.most_undecided = 20;
  whole.actions = {"a:x", "a:*"};
  whole.asked_actions = {"a:x", "a:y"};
  result.push_back(whole);
  Alphabet trust;
  trust.name = "trust";
  trust.actions = {"sts:AssumeRole", "sts:*", "sts:TagSession"};
  const std::string one_account = "111122223333", other_account = "444455556666", third = "777788889999";
  const auto arn = [](const std::string& service, const std::string& account, const std::string& rest,
                      const std::string& partition = "aws") {
    return "arn:" + partition + ":" + service + "::" + account + ":" + rest;
  };
  trust.principals = {{"*", ""},
                      {"AWS", "*"},
                      {"AWS", one_account},
                      {"AWS", arn("iam", one_account, "root")},
                      {"AWS", other_account},
                      {"AWS", arn("iam", one_account, "role/r")},
                      {"AWS", arn("iam", one_account, "role/p/w")},
                      {"AWS", arn("sts", one_account, "assumed-role/r/s")},
                      {"AWS", arn("sts", one_account, "assumed-role/w/t")},
                      {"AWS", arn("sts", one_account, "assumed-role/x/s")},
                      {"AWS", arn("iam", one_account, "user/u")},
                      {"AWS", arn("sts", one_account, "federated-user/f")},
                      {"AWS", arn("iam", other_account, "role/r")},
                      {"Service", "a.amazonaws.com"},
                      {"Service", "b.amazonaws.com"},
                      {"Federated", "www.amazon.com"},
                      {"Federated", arn("iam", one_account, "saml-provider/p")}};
  const auto caller = [&](const std::string& value, const std::string& role, const std::string& account) {
    trust.callers.push_back({{"AWS", value}, {{"aws:principalarn", role}, {"aws:principalaccount", account}}});
  };
  for (const auto& account : {one_account, other_account, third}) {
    for (const auto& name : {"role/r", "role/p/w", "role/q", "user/u", "user/v", "root"})
      caller(arn("iam", account, name), arn("iam", account, name), account);
    caller(arn("sts", account, "federated-user/f"), arn("sts", account, "federated-user/f"), account);
    // An account has one role of a name.
    for (const auto& [role, name] : {std::pair("role/r", "r"), {"role/p/w", "w"}, {"role/x", "x"}})
      for (const auto& session :
           {"assumed-role/" + std::string(name) + "/s", "assumed-role/" + std::string(name) + "/t"})
        caller(arn("sts", account, session), arn("iam", account, role), account);
  }
  for (const auto& service : {"a.amazonaws.com", "b.amazonaws.com", "c.amazonaws.com"})
    trust.callers.push_back({{"Service", service}, {}});
  for (const auto& provider : {"www.amazon.com", "accounts.google.com"})
    trust.callers.push_back({{"Federated", provider}, {}});
  trust.callers.push_back({{"anonymous", ""}, {{"aws:principalaccount", "anonymous"}}});
  trust.keys = {{"sts:externalid",
                 with(plain, {"StringEquals", "StringNotEquals", "StringLike"}, if_exists) + Strings{"Null"},
                 {"a", "b", "a*"},
                 each({"a", "b", "ab", "x"})},
                {"aws:principalarn",
                 with(plain, {"ArnLike", "ArnNotLike", "StringEquals", "StringNotLike", "ArnEquals"}, if_exists) +
                     Strings{"Null"},
                 {arn("iam", one_account, "role/r"), arn("iam", one_account, "role/*"), arn("iam", "*", "role/r"),
                  arn("iam", one_account, "user/*"), arn("iam", other_account, "root"), arn("*", one_account, "*")},
                 {}},
                {"aws:principalaccount",
                 with(plain, {"StringEquals", "StringNotEquals", "StringLike"}, if_exists) + Strings{"Null"},
                 {one_account, other_account, "anonymous", "1*"},
                 {}}};
  trust.asked_actions = {"sts:AssumeRole", "sts:TagSession", "sts:Other"};
  result.push_back(trust);
  trust.name = "deferred trust";
  trust.deferred = {{"account", {one_account, other_account, "999900001111"}},
                    {"roleArn", {arn("iam", one_account, "role/r"), arn("iam", third, "role/q")}}};
  trust.principals = {{"AWS", "*"},
                      {"AWS", "${account}"},
                      {"AWS", "arn:aws:iam::${account}:root"},
                      {"AWS", "arn:aws:iam::${account}:role/r"},
                      {"AWS", "${roleArn}"},
                      {"AWS", one_account},
                      {"AWS", arn("iam", one_account, "role/r")},
                      {"AWS", arn("iam", other_account, "root")},
                      {"Service", "a.amazonaws.com"}};
  trust.keys[1].wanted = {"${roleArn}", "arn:aws:iam::${account}:role/*", "arn:aws:iam::${account}:root",
                          arn("iam", "*", "role/r"), arn("iam", one_account, "role/r")};
  trust.keys[2].wanted = {"${account}", one_account, other_account};
  trust.keys[0].given.clear();
  trust.keys.erase(trust.keys.begin());
  trust.most_undecided = 50;
  result.push_back(trust);
  return result;
}

/// By hand, many more: ROLECAST_RANDOM_PAIRS.
unsigned pairs_of(const Alphabet& alphabet) {
  const auto* given = std::getenv("ROLECAST_RANDOM_PAIRS");
  return given ? static_cast<unsigned>(std::stoul(given)) : alphabet.deferred.empty() ? 40 : 8;
}

unsigned first_seed() {
  const auto* given = std::getenv("ROLECAST_RANDOM_FIRST");
  return given ? static_cast<unsigned>(std::stoul(given)) : 0;
}

class RandomPairs : public ::testing::TestWithParam<Alphabet> {};

TEST_P(RandomPairs, AgreeWithBruteForce) {
  const auto& alphabet = GetParam();
  const auto requests = all_requests(alphabet);
  std::map<std::string, std::size_t> counts;
  std::map<std::string, std::string> examples;
  std::size_t failures = 0, undecided = 0;
  for (unsigned seed = first_seed(); seed < first_seed() + pairs_of(alphabet); ++seed) {
    RandomPolicies random(alphabet, seed);
    const auto before = random.model();
    const auto after = random.chance(60) ? random.changed(before) : random.model();
    const auto comparison = compared(before, after, alphabet);
    const auto check = [&](const Excess& excess, const Model& from, const Model& to) {
      const auto found = search(from, to, alphabet, requests);
      if (excess.certainty == Certainty::none) {
        ++counts["none"];
        EXPECT_FALSE(found) << "a wrong `none`, seed " << seed << described(from, to) << shown(*found);
      }
      if (excess.certainty == Certainty::proved) ++counts[found ? "proved" : "proved, beyond brute force"];
      undecided += excess.certainty == Certainty::undecided ? 1 : 0;
      for (const auto& finding : excess.findings) {
        if (finding.witness) {
          EXPECT_TRUE(is_confirmed(from, to, *finding.witness)) << described(from, to) << shown(*finding.witness);
          if (!found) examples["proved, beyond brute force"] = described(from, to) + shown(*finding.witness);
        }
        if (excess.certainty == Certainty::undecided)
          ++counts[(found ? "undecided, found: " : "undecided: ") + finding.reason];
        if (excess.certainty == Certainty::undecided)
          examples[(found ? "undecided, found: " : "undecided: ") + finding.reason] = described(from, to);
      }
    };
    check(comparison.gained, before, after);
    check(comparison.lost, after, before);
    if (HasFailure() && ++failures == 3) break;
  }
  EXPECT_LE(undecided * 100, 2 * pairs_of(alphabet) * alphabet.most_undecided + 100) << "too many are undecided";
  if (std::getenv("ROLECAST_RANDOM_PAIRS")) {
    std::cout << "== " << alphabet.name << "\n";
    for (const auto& [name, count] : counts) std::cout << count << "\t" << name << "\n";
    for (const auto& [name, example] : examples) std::cout << name << example << "\n";
  }
}

std::string upper_case(std::string_view text) {
  std::string result(text);
  for (auto& c : result)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return result;
}

/// One statement for each item of the list.
void split(const Statement& statement, std::optional<Values> Statement::*list, std::vector<Statement>& result) {
  if (!(statement.*list)) return result.push_back(statement);
  for (const auto& item : (statement.*list)->items) {
    result.push_back(statement);
    (result.back().*list)->items = {item};
  }
}

/// The same policies, written otherwise.
Model rewritten(Model model, RandomPolicies& random) {
  auto& policies = model.roles[0].policies;
  if (random.chance(50)) std::reverse(policies.begin(), policies.end());
  for (auto& policy : policies) {
    std::vector<Statement> result;
    for (auto& statement : policy.document.statements) {
      statement.sid = Text("Written" + std::to_string(result.size()));
      for (auto* list : {&statement.action, &statement.not_action})
        if (*list) {
          auto& items = (*list)->items;
          if (random.chance(50)) std::reverse(items.begin(), items.end());
          if (random.chance(50)) items.push_back(Text(items.front()));
          for (auto& item : items)
            if (random.chance(50)) item = Text(upper_case(item.literal()));
        }
      split(statement, random.chance(50) ? &Statement::action : &Statement::resource, result);
    }
    if (random.chance(50)) std::reverse(result.begin(), result.end());
    policy.document.statements = std::move(result);
  }
  return model;
}

bool is_none(const Excess& excess) { return excess.certainty == Certainty::none; }

TEST_P(RandomPairs, ObeyTheLaws) {
  const auto& alphabet = GetParam();
  for (unsigned seed = 0; seed < pairs_of(alphabet) / 4 && !HasFailure(); ++seed) {
    RandomPolicies random(alphabet, seed + 1'000'000);
    const auto a = random.model(), b = random.changed(a), c = random.changed(b);
    const auto same = compared(a, a, alphabet);
    EXPECT_TRUE(is_none(same.gained) && is_none(same.lost)) << described(a, a);
    const auto forth = compared(a, b, alphabet), back = compared(b, a, alphabet);
    EXPECT_EQ(forth.gained.certainty, back.lost.certainty) << described(a, b);
    EXPECT_EQ(forth.lost.certainty, back.gained.certainty) << described(a, b);
    const auto again = rewritten(a, random);
    const auto neutral = compared(a, again, alphabet);
    EXPECT_NE(neutral.gained.certainty, Certainty::proved) << described(a, again);
    EXPECT_NE(neutral.lost.certainty, Certainty::proved) << described(a, again);
    EXPECT_TRUE((is_none(neutral.gained) && is_none(neutral.lost)) || alphabet.most_undecided > 1)
        << "seed " << seed << described(a, again);
    auto denied = a;
    auto& more = denied.roles[0].policies[0].document.statements.emplace_back(random.statement());
    more.effect = Effect::deny;
    EXPECT_TRUE(is_none(compared(a, denied, alphabet).gained)) << described(a, denied);
    more.effect = Effect::allow;
    EXPECT_TRUE(is_none(compared(a, denied, alphabet).lost)) << described(a, denied);
    const auto on = compared(b, c, alphabet), whole = compared(a, c, alphabet);
    if (is_none(forth.gained) && is_none(on.gained)) {
      EXPECT_NE(whole.gained.certainty, Certainty::proved) << described(a, b) << described(b, c);
    }
    if (is_none(forth.lost) && is_none(on.lost)) {
      EXPECT_NE(whole.lost.certainty, Certainty::proved) << described(a, b) << described(b, c);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Compare, RandomPairs, ::testing::ValuesIn(alphabets()), [](const auto& tested) {
  auto name = tested.param.name;
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
});

}  // namespace
}  // namespace rolecast::access
