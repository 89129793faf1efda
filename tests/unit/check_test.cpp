// For each limit of roles and parameters a model that breaks it by one, and the neighbour that just keeps it.
#include "model/check.h"

#include <gtest/gtest.h>

#include "check_changes.h"

namespace rolecast {
namespace {

using namespace changes;

TEST(Check, ASoundModelHasNoFindings) {
  EXPECT_EQ(findings([](Model&) {}), nothing);
}

TEST(Check, NeedsARoleWithTrust) {
  run({{"no role", error(Code::no_roles), [](Model& m) { m.roles.clear(); }},
       {"no trust", error(Code::trust_missing), [](Model& m) { m.roles[0].trust.reset(); }},
       {"no policy is fine", nothing, [](Model& m) { m.roles[0].policies.clear(); }}});
}

TEST(Check, RoleIds) {
  run({{"255", nothing, role_id(many(255))},
       {"256", error(Code::role_id), role_id(many(256))},
       {"empty", error(Code::role_id), role_id("")},
       {"all kinds", nothing, role_id("0a_B.c-d")},
       {"begins with a dash", error(Code::role_id), role_id("-a")},
       {"blank", error(Code::role_id), role_id("a b")},
       {"begins with a letter beyond ASCII", error(Code::role_id), role_id("é")},
       {"only letter case differs", error(Code::role_id), [](Model& m) {
          m.roles.push_back(m.roles[0]);
          m.roles[1].id = "AGENT";
        }}});
}

TEST(Check, Parameters) {
  const auto named = [](std::string name) { return parameter({std::move(name), {}, {}, {}, {}}); };
  const auto defaulted = [](std::optional<std::string> pattern, std::string value) {
    return parameter({"p", {}, std::move(pattern), std::move(value), {}});
  };
  const auto code = error(Code::parameter);
  run({{"64", nothing, named(many(64))},
       {"65", code, named(many(65))},
       {"digit first", code, named("1a")},
       {"underscore first", code, named("_a")},
       {"dash", code, named("a-b")},
       {"built-in", code, named("Region")},
       {"case", code,
        both(named("p"),
             [](Model& m) {
               m.parameters.push_back({"P", {}, {}, {}, {}});
               m.roles[0].description->append_reference("P");
             })},
       {"pattern", code, parameter({"p", {}, "(", {}, {}})},
       {"look-ahead", code, parameter({"p", {}, "(?=a)a", {}, {}})},
       {"default that matches", nothing, defaulted("[a-z]{1,3}", "abc")},
       {"default that matches in part", code, defaulted("[a-z]{1,3}", "abcd")},
       {"default of 4096 bytes", nothing, defaulted({}, many(4096))},
       {"default of 4097 bytes", code, defaulted({}, many(4097))},
       {"default of 4096 bytes in 2048 characters", nothing, defaulted({}, many(2048, "é"))},
       {"default of 4098 bytes in 2049 characters", code, defaulted({}, many(2049, "é"))},
       {"description of 4000", nothing, parameter({"p", many(4000, "é"), {}, {}, {}})},
       {"description of 4001", code, parameter({"p", many(4001, "é"), {}, {}, {}})}});
}

TEST(Check, References) {
  run({{"built-in", nothing, description("${account} ${region} ${partition} ${dns_suffix}")},
       {"declared", nothing, parameter({"p", {}, {}, {}, {}})},
       {"unknown", error(Code::unknown_reference), description("${acount}")},
       {"letter case counts", error(Code::unknown_reference), description("${Account}")},
       {"in a condition key", error(Code::unknown_reference), when("StringEquals", "${issuer}:sub", one("x"))},
       {"IAM's variables are literal", nothing, resource("arn:aws:s3:::b/${aws:username}/${*}")},
       {"unused", warning(Code::unused_parameter), [](Model& m) {
          m.parameters.push_back({"p", {}, {}, {}, {}});
        }}});
}

TEST(Check, AnUnknownReferenceComesWithTheNearestName) {
  auto model = sound_model();
  description("${acount}")(model);
  Diagnostics diagnostics;
  check(model, diagnostics);
  ASSERT_EQ(diagnostics.all().size(), 1u);
  EXPECT_EQ(diagnostics.all()[0].message, "reference to unknown value `${acount}`");
  EXPECT_EQ(diagnostics.all()[0].hint, "did you mean `account`?");
}

TEST(Check, RoleNames) {
  const auto code = error(Code::role_name);
  run({{"64", nothing, role_name(many(64))},
       {"65", code, role_name(many(65))},
       {"empty", code, role_name("")},
       {"every sign", nothing, role_name("Aa0_+=,.@-")},
       {"slash", code, role_name("a/b")},
       {"line break at the end", code, role_name("a\n")},
       {"beyond ASCII", code, role_name("rôle")},
       {"an account counts 12", nothing, role_name(many(52) + "${account}")},
       {"and no less", code, role_name(many(53) + "${account}")},
       {"characters beside a reference", code, role_name("${account} a")},
       {"only letter case differs", error(Code::duplicate_role_name), [](Model& m) {
          m.roles.push_back(m.roles[0]);
          m.roles[0].name = text("Agent-${region}");
          m.roles[1].name = text("agent-${region}");
          m.roles[1].id = "other";
        }}});
}

TEST(Check, Paths) {
  const auto code = error(Code::role_path);
  run({{"root", nothing, path("/")},
       {"usual", nothing, path("/a+=,.@_-9/B/")},
       {"512", nothing, path("/" + many(510) + "/")},
       {"513", code, path("/" + many(511) + "/")},
       {"empty", code, path("")},
       {"two slashes", code, path("//")},
       {"no slash in front", code, path("a/")},
       {"no slash at the end", code, path("/a")},
       {"blank", code, path("/a b/")},
       {"U+007E", warning(Code::role_path), path("/~/")},
       {"U+0021", warning(Code::role_path), path("/!/")},
       {"U+007F", code, path("/\x7F/")},
       {"reference inside", nothing, path("/${account}/")},
       {"reference at both ends", nothing, path("${account}/${region}")},
       {"no slash in front of a reference", code, path("a${account}/")}});
}

TEST(Check, Descriptions) {
  const auto code = error(Code::role_description);
  run({{"empty", nothing, description("")},
       {"1000 characters of two bytes", nothing, description(many(1000, "é"))},
       {"1001", code, description(many(1001))},
       {"the whole class", nothing, description("\t\n\r ~\u00A1\u00FF")},
       {"U+000B", code, description("\v")},
       {"U+007F", code, description("\x7F")},
       {"U+00A0", code, description("\u00A0")},
       {"U+0100", code, description("\u0100")},
       {"U+2019", code, description("it\u2019s")}});
}

TEST(Check, SessionDurations) {
  const auto code = error(Code::session_duration);
  run({{"3599", code, session(3599)},
       {"3600", nothing, session(3600)},
       {"43200", nothing, session(43200)},
       {"43201", code, session(43201)}});
}

TEST(Check, PolicyArns) {
  const auto code = error(Code::permissions_boundary);
  const std::string start = "arn:aws:iam::123456789012:policy/";
  run({{"customer's", nothing, boundary(start + "path/Boundary+x=y,z.@-_")},
       {"AWS's", nothing, boundary("arn:aws-us-gov:iam::aws:policy/service-role/P")},
       {"2048", nothing, boundary(start + many(2048 - start.size()))},
       {"2049", code, boundary(start + many(2049 - start.size()))},
       {"name alone", code, boundary("Boundary")},
       {"role", code, boundary("arn:aws:iam::123456789012:role/R")},
       {"11 digits", code, boundary("arn:aws:iam::12345678901:policy/P")},
       {"with a region", code, boundary("arn:aws:iam:us-east-1:123456789012:policy/P")},
       {"no name", code, boundary(start)},
       {"wildcard", code, boundary(start + "*")},
       {"partition", code, boundary("arn:amazon:iam::aws:policy/P")},
       {"built-in references", nothing, boundary("arn:${partition}:iam::${account}:policy/P")},
       {"role with references", code, boundary("arn:${partition}:iam::${account}:role/P")},
       {"region for the account", code, boundary("arn:${partition}:iam::${region}:policy/P")},
       {"parameter alone", nothing, both(parameter({"p", {}, {}, {}, {}}), boundary("${p}"))},
       {"parameter in a role", code, both(parameter({"p", {}, {}, {}, {}}), boundary("arn:aws:iam::aws:role/${p}"))}});
}

TEST(Check, ManagedPolicies) {
  const auto code = error(Code::managed_policies);
  run({{"10", nothing, managed(10)},
       {"11", warning(Code::managed_policies), managed(11)},
       {"20", warning(Code::managed_policies), managed(20)},
       {"21", code, managed(21)},
       {"twice", code, both(managed(1), managed(1))},
       {"no ARN", code, [](Model& m) { m.roles[0].managed_policy_arns.push_back(text("ReadOnlyAccess")); }}});
}

TEST(Check, Tags) {
  const auto code = error(Code::tags);
  const auto tags = [](std::size_t count) {
    return [=](Model& m) {
      for (std::size_t i = 0; i < count; ++i) m.roles[0].tags.push_back({text(fmt::format("k{}", i)), text("v")});
    };
  };
  run({{"50", nothing, tags(50)},
       {"51", code, tags(51)},
       {"key 128", nothing, tag(many(128, "日"), "v")},
       {"key 129", code, tag(many(129), "v")},
       {"empty key", code, tag("", "v")},
       {"empty value", nothing, tag("k", "")},
       {"value 256", nothing, tag("k", many(256, "é"))},
       {"value 257", code, tag("k", many(257))},
       {"signs", nothing, tag("_.:/=+-@ ", "_.:/=+-@ ")},
       {"other signs", code, tag("a;b", "v")},
       {"letters, separators and numbers", nothing, tag("한국\u00A0\u2028\u3000", "٣Ⅷ½\U00020000")},
       {"combining mark", code, tag("k", "e\u0301")},
       {"spacing mark", code, tag("k", "\u0903")},
       {"emoji", code, tag("k", "\U0001F511")},
       {"tab", code, tag("k", "a\tb")},
       {"U+0085", code, tag("k", "\u0085")},
       {"not assigned", code, tag("k", "\u0378")},
       {"only letter case differs", code, both(tag("team", "a"), tag("Team", "b"))},
       {"reserved", code, tag("AWS:x", "v")},
       {"not reserved", nothing, tag("awsx:", "v")}});
}

TEST(Check, PolicyNames) {
  const auto code = error(Code::policy_name);
  const auto second = [](std::string_view name) {
    return [name = text(name)](Model& m) { m.roles[0].policies.push_back({name, policy_of(statement())}); };
  };
  run({{"128", nothing, policy_name(many(128))},
       {"129", code, policy_name(many(129))},
       {"empty", code, policy_name("")},
       {"every sign", nothing, policy_name("Aa0_+=,.@-")},
       {"blank", code, policy_name("a b")},
       {"another", nothing, second("other")},
       {"twice", error(Code::duplicate_policy), second("inline")},
       {"only letter case differs", error(Code::duplicate_policy), second("INLINE")}});
}

TEST(Check, ReportsEverythingItFinds) {
  const auto all = both(both(role_name("a b"), path("x")), both(action("s3"), who("Service", "x")));
  EXPECT_EQ(findings(all).size(), 4u);
}

}  // namespace
}  // namespace rolecast
