#include "tests/bench/hard_policies.h"

#include <functional>

namespace rolecast {
namespace {

Values values(const std::vector<std::string>& texts) {
  Values result;
  for (const auto& text : texts) {
    Diagnostics ignored;
    result.items.push_back(parse_text(text, {}, ignored));
  }
  result.is_list = true;
  return result;
}

struct Test {
  std::string op, key;
  std::vector<std::string> values;
};

Statement statement(Effect effect, const std::vector<std::string>& actions, const std::vector<std::string>& resources,
                    const std::vector<Test>& tests = {}) {
  Statement result;
  result.effect = effect;
  result.action = values(actions);
  result.resource = values(resources);
  if (!tests.empty()) result.condition.emplace();
  for (const auto& test : tests) result.condition->push_back({test.op, {{Text(test.key), values(test.values)}}, {}});
  return result;
}

Policy policy(std::vector<Statement> statements) {
  Policy result;
  result.statements = std::move(statements);
  return result;
}

std::vector<std::string> many(int count, const std::function<std::string(int)>& make) {
  std::vector<std::string> result;
  for (int i = 0; i < count; ++i) result.push_back(make(i));
  return result;
}

std::string times(int count, const std::string& text) {
  std::string result;
  for (int i = 0; i < count; ++i) result += text;
  return result;
}

std::string object(const std::string& pattern) { return "arn:aws:s3:::b/" + pattern; }
std::string n(int i) { return std::to_string(i); }

Policy reads(const std::vector<std::string>& resources) {
  return policy({statement(Effect::allow, {"s3:GetObject"}, resources)});
}

/// Is every one of `count` keys set, in some of all the ways that clauses leave? The clauses are statements.
PolicyPair formula(int keys, int clauses) {
  std::vector<Statement> before;
  unsigned seed = 7;
  const auto next = [&] { return seed = seed * 1103515245u + 12345u, seed >> 16; };
  for (int clause = 0; clause < clauses; ++clause) {
    std::vector<Test> tests;
    for (int literal = 0; literal < 3; ++literal)
      tests.push_back({"Bool",
                       "aws:k" + n(static_cast<int>(next() % static_cast<unsigned>(keys))),
                       {next() % 2 == 0 ? "true" : "false"}});
    before.push_back(statement(Effect::allow, {"s3:GetObject"}, {"*"}, tests));
  }
  return {"formula over " + n(keys) + " keys", policy(std::move(before)), reads({"*"})};
}

}  // namespace

std::vector<PolicyPair> hard_pairs() {
  std::vector<PolicyPair> pairs;
  const auto stars = [](int i) { return object("a*" + n(i) + "*b" + n(i % 7) + "*c*" + n(i % 5)); };
  pairs.push_back({"many stars", reads(many(200, stars)), reads(many(200, [&](int i) { return stars(i) + "*"; }))});
  pairs.push_back({"stars of one letter", reads(many(60, [](int i) { return object("*" + times(i + 1, "a*")); })),
                   reads(many(60, [](int i) { return object("*" + times(i + 2, "a*")); }))});

  std::vector<Statement> crossing, denies;
  for (int i = 0; i < 152; ++i) {
    crossing.push_back(statement(Effect::allow, {"s3:*" + n(i)}, {object(n(i) + "*")}));
    denies.push_back(statement(Effect::deny, {"s3:*" + n(i)}, {object("*" + n(i))}));
  }
  pairs.push_back({"152 crossing statements", policy(crossing), reads({object("*")})});
  denies.push_back(statement(Effect::allow, {"s3:*"}, {"*"}));
  auto fewer = denies;
  fewer.erase(fewer.begin() + 75);
  pairs.push_back({"152 denies, one of them gone", policy(denies), policy(fewer)});

  const auto marks = [](int i) { return object("*a" + times(i, "?")); };
  pairs.push_back({"a and i marks", reads(many(100, marks)), reads({object("*a*")})});
  pairs.push_back(
      {"a, i marks, and b", reads(many(60, [&](int i) { return marks(i) + "b*"; })), reads({object("*a*b*")})});
  pairs.push_back({"marks in a row", reads({object(times(60, "?*"))}), reads({object(times(59, "?*"))})});

  const auto set = [](const std::string& op, int count) {
    return policy({statement(Effect::allow, {"ec2:CreateTags"}, {"*"},
                             {{op, "aws:TagKeys", many(count, [](int i) { return "t" + n(i) + "*"; })}})});
  };
  pairs.push_back({"sets", set("ForAllValues:StringLike", 300), set("ForAnyValue:StringLike", 300)});

  for (const int keys : {6, 10, 14, 20, 30}) pairs.push_back(formula(keys, keys * 4));

  std::vector<Statement> soup_before, soup_after;
  for (int i = 0; i < 40; ++i) {
    auto one = statement(Effect::allow, {}, {});
    one.action.reset(), one.resource.reset();
    one.not_action = values({"s3:*" + n(i), "ec2:*" + n(i % 7)});
    one.not_resource = values({object("*" + n(i)), object(n(i) + "*")});
    soup_before.push_back(one);
    one.not_action = values({"s3:*" + n(i + 1), "ec2:*" + n(i % 5)});
    soup_after.push_back(one);
  }
  pairs.push_back({"complements", policy(soup_before), policy(soup_after)});
  return pairs;
}

PolicyPair ordinary_pair(int statements, int changed) {
  const std::vector<std::string> services = {"s3",  "dynamodb", "sqs", "sns",  "logs",
                                             "kms", "bedrock",  "ecr", "xray", "ec2"};
  std::vector<Statement> before, after;
  for (int i = 0; i < statements; ++i) {
    const auto& service = services[static_cast<std::size_t>(i) % services.size()];
    const auto one = [&](const std::string& resource) {
      std::vector<Test> tests;
      if (i % 4 == 0)
        tests = {{"StringEquals", "aws:ResourceTag/team", {"a", "b"}}, {"Bool", "aws:SecureTransport", {"true"}}};
      return statement(i == statements / 2 ? Effect::deny : Effect::allow,
                       {service + ":Get" + n(i), service + ":Put*", service + ":List"},
                       {"arn:${partition}:" + service + ":${region}:${account}:thing/" + n(i) + "/*",
                        "arn:${partition}:" + service + ":*:${account}:" + resource + "/*"},
                       tests);
    };
    before.push_back(one("other" + n(i)));
    after.push_back(one(i < changed ? "another" + n(i) : "other" + n(i)));
  }
  return {n(statements) + " statements, " + n(changed) + " changed", policy(std::move(before)),
          policy(std::move(after))};
}

}  // namespace rolecast
