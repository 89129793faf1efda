// For each rule of policies a model that breaks it by one, and the neighbour that just keeps it.
#include <gtest/gtest.h>

#include "check_changes.h"
#include "model/check.h"
#include "model/vocabulary.h"

namespace rolecast {
namespace {

using namespace changes;

TEST(CheckPolicy, PolicyCharacters) {
  const auto code = error(Code::policy_characters);
  run({{"the whole class", nothing, resource("arn:aws:s3:::\t\n\r \u007F\u0080\u00FF")},
       {"U+0100", code, resource("arn:aws:s3:::\u0100")},
       {"U+001F", code, resource("arn:aws:s3:::\x1F")},
       {"in a condition value", code, when("StringEquals", "aws:x", one("\u2026"))},
       {"in a condition key", code, when("StringEquals", "aws:RequestTag/\u2026", one("x"))},
       {"in an Id", code, [](Model& m) { m.roles[0].trust->id = text("\U0001F511"); }},
       {"beside a reference", code, resource("arn:aws:s3:::${account}\u0100")}});
}

// {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"…"}]}
constexpr std::size_t inline_frame = 95;
// {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":
// "bedrock-agentcore.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:x":"…"}}}]}
constexpr std::size_t trust_frame = 183;

Change inline_filled(std::size_t length, std::string_view unit = "a") {
  return resource("arn:aws:s3:::" + many((length - inline_frame - 13) / (unit == "\\" || unit == "\"" ? 2 : 1), unit));
}

Change trust_filled(std::size_t length, std::string_view more = {}) {
  const auto value = many(length - trust_frame) + std::string(more);
  return in_trust([c = condition("StringEquals", "aws:x", one(value))](Statement& s) { s.condition = c; });
}

TEST(CheckPolicy, InlinePoliciesTogether) {
  const auto code = error(Code::inline_size);
  const auto second = [](std::size_t length) {
    return [=](Model& m) {
      auto more = statement();
      more.resource = one("arn:aws:s3:::" + many(length - inline_frame - 13));
      m.roles[0].policies.push_back({text("second"), policy_of(more)});
    };
  };
  run({{"10240", nothing, inline_filled(10240)},
       {"10241", code, inline_filled(10241)},
       {"two bytes are one character", nothing, inline_filled(10240, "é")},
       {"blanks in texts count", code, inline_filled(10241, " ")},
       {"a backslash is two", nothing, inline_filled(10240, "\\")},
       {"a quotation mark is two", code, inline_filled(10242, "\"")},
       {"two policies", nothing, both(inline_filled(5000), second(5240))},
       {"two policies and one more", code, both(inline_filled(5000), second(5241))}});
}

TEST(CheckPolicy, TrustPolicies) {
  const auto code = error(Code::trust_size);
  run({{"2048", nothing, trust_filled(2048)},
       {"2049", code, trust_filled(2049)},
       {"an account is 12", nothing, trust_filled(2036, "${account}")},
       {"not 11", code, trust_filled(2037, "${account}")},
       {"a region is up to 15", nothing, trust_filled(2033, "${region}")},
       {"so it may be too long", warning(Code::trust_size), trust_filled(2034, "${region}")},
       {"and is at least 9", warning(Code::trust_size), trust_filled(2039, "${region}")},
       {"which is too long here", code, trust_filled(2040, "${region}")},
       {"a partition is 3 to 10", nothing, trust_filled(2038, "${partition}")},
       {"or more", warning(Code::trust_size), trust_filled(2045, "${partition}")},
       {"never less", code, trust_filled(2046, "${partition}")},
       {"a suffix is 10 to 16", nothing, trust_filled(2032, "${dns_suffix}")},
       {"or less", warning(Code::trust_size), trust_filled(2038, "${dns_suffix}")},
       {"but not much less", code, trust_filled(2039, "${dns_suffix}")},
       {"a parameter is up to 64", nothing, both(parameter({"p", {}, {}, {}, {}}), trust_filled(1984, "${p}"))},
       {"or more", warning(Code::trust_size), both(parameter({"p", {}, {}, {}, {}}), trust_filled(1985, "${p}"))},
       {"or none", warning(Code::trust_size), both(parameter({"p", {}, {}, {}, {}}), trust_filled(2048, "${p}"))},
       {"a longer default counts", warning(Code::trust_size),
        both(parameter({"p", {}, {}, many(65), {}}), trust_filled(1984, "${p}"))}});
}

TEST(CheckPolicy, Documents) {
  const auto in_policy = [](std::function<void(Policy&)> change) {
    return [=](Model& m) { change(m.roles[0].policies[0].document); };
  };
  run({{"old version", error(Code::policy_version), in_policy([](Policy& p) { p.version = Version::v2008_10_17; })},
       {"Id in permissions", error(Code::policy_id), in_policy([](Policy& p) { p.id = text("x"); })},
       {"Id in trust", nothing, [](Model& m) { m.roles[0].trust->id = text("x"); }},
       {"no statement", error(Code::no_statements), in_policy([](Policy& p) { p.statements.clear(); })},
       {"one statement alone", nothing, in_policy([](Policy& p) { p.is_list = false; })}});
}

TEST(CheckPolicy, Sids) {
  const auto second = [](std::string_view first, std::string_view other) {
    return both(sid(first), [other = text(other)](Model& m) {
      auto& statements = m.roles[0].policies[0].document.statements;
      statements.push_back(statement());
      statements[1].sid = other;
    });
  };
  run({{"letters and digits", nothing, sid("Az09")},
       {"dash", error(Code::sid), sid("a-b")},
       {"underscore", error(Code::sid), sid("a_b")},
       {"in trust", error(Code::sid), in_trust([](Statement& s) { s.sid = text("a b"); })},
       {"twice", error(Code::duplicate_sid), second("A", "A")},
       {"letter case counts", nothing, second("A", "a")},
       {"same in trust and policy", nothing, both(sid("A"), in_trust([](Statement& s) { s.sid = text("A"); }))}});
}

TEST(CheckPolicy, Actions) {
  const auto code = error(Code::action_syntax);
  const auto missing = error(Code::action_missing);
  run({{"all", nothing, action("*")},
       {"all of all", nothing, action("*:*")},
       {"wildcards in the name", nothing, action("s3:*Get?bject*")},
       {"signs in the service", nothing, action("a4b.x-Y:Do")},
       {"no colon", code, action("GetObject")},
       {"two colons", code, action("s3:Get:Object")},
       {"wildcard in the service", code, action("s*:GetObject")},
       {"no service", code, action(":GetObject")},
       {"no name", code, action("s3:")},
       {"empty", code, action("")},
       {"blank in the service", code, action("s3 :GetObject")},
       {"blank in the name", warning(Code::action_syntax), action("ec2: DescribeInstances")},
       {"IAM variable", code, action("s3:${aws:username}")},
       {"several, one wrong", code, action(list({"s3:GetObject", "s3"}))},
       {"none", missing, in_statement([](Statement& s) { s.action.reset(); })},
       {"empty list", missing, action(list({}))},
       {"NotAction", nothing, in_statement([](Statement& s) { s.not_action.swap(s.action); })},
       {"both", missing, in_statement([](Statement& s) { s.not_action = one("s3:PutObject"); })}});
}

TEST(CheckPolicy, Resources) {
  const auto code = error(Code::resource_syntax);
  const auto missing = error(Code::resource_missing);
  const auto odd = warning(Code::unusual_resource);
  run({{"usual", nothing, resource("arn:aws:s3:::bucket/*")},
       {"no ARN", code, resource("bucket")},
       {"empty", code, resource("")},
       {"wildcard in front", code, resource("*bucket")},
       {"wildcard and reference", code, resource("*${account}")},
       {"reference in front", nothing, resource("${account}")},
       {"references", nothing, resource("arn:${partition}:ecr:${region}:${account}:repository/*")},
       {"AWS's own account", nothing, resource("arn:aws:bedrock-agentcore:us-east-1:aws:browser/*")},
       {"two of AWS's own policies", nothing,
        resource(list({"arn:aws:organizations::*:", "arn:*:kms:*:${aws:PrincipalAccount}:key/*"}))},
       {"pattern of partitions", nothing, resource("arn:aws*:s3:::b/*")},
       {"short", code, resource("arn:aws:s3::")},
       {"short with a wildcard", nothing, resource("arn:aws:s3:*")},
       {"no service", code, resource("arn:aws::::x")},
       {"partition", odd, resource("arn:awss:s3:::b")},
       {"11 digits", odd, resource("arn:aws:sqs:us-east-1:12345678901:q")},
       {"region for the account", odd, resource("arn:aws:sqs:${account}:${region}:q")},
       {"none", missing, in_statement([](Statement& s) { s.resource.reset(); })},
       {"empty list", missing, resource(list({}))},
       {"NotResource", nothing, in_statement([](Statement& s) { s.not_resource.swap(s.resource); })},
       {"both", missing, in_statement([](Statement& s) { s.not_resource = one("*"); })},
       {"in trust", error(Code::resource_in_trust), in_trust([](Statement& s) { s.resource = one("*"); })},
       {"NotResource in trust", error(Code::resource_in_trust),
        in_trust([](Statement& s) { s.not_resource = one("*"); })}});
}

TEST(CheckPolicy, EveryPartitionIsUsual) {
  for (const auto& partition : partitions()) {
    const std::string name(partition.name);
    EXPECT_TRUE(name.size() >= 3 && name.size() <= 10) << "sizes count on this";
    EXPECT_TRUE(partition.dns_suffix.size() >= 10 && partition.dns_suffix.size() <= 16) << partition.dns_suffix;
    EXPECT_EQ(findings(resource("arn:" + name + ":s3:::b/*")), nothing) << name;
    EXPECT_EQ(findings(who("AWS", "arn:" + name + ":iam::123456789012:root")), nothing) << name;
  }
}

TEST(CheckPolicy, WherePrincipalsStand) {
  const auto anyone = [](Statement& s) { s.principal = Principal{true, {}, {}}; };
  run({{"anyone", nothing, in_trust(anyone)},
       {"missing", error(Code::principal_missing), in_trust([](Statement& s) { s.principal.reset(); })},
       {"NotPrincipal", error(Code::not_principal), in_trust([](Statement& s) { s.not_principal.swap(s.principal); })},
       {"in permissions", error(Code::principal_in_permissions), in_statement(anyone)},
       {"NotPrincipal in permissions", error(Code::principal_in_permissions), in_statement([](Statement& s) {
          s.not_principal = Principal{true, {}, {}};
        })},
       {"empty map", error(Code::principal_value), in_trust([](Statement& s) { s.principal = Principal{}; })},
       {"empty list", error(Code::principal_value), who("Service", list({}))},
       {"type", error(Code::principal_value), who("service", "lambda.amazonaws.com")}});
}

TEST(CheckPolicy, PrincipalsOfAws) {
  const auto code = error(Code::principal_value);
  const std::string start = "arn:aws:iam::123456789012:";
  run({{"anyone", nothing, who("AWS", "*")},
       {"12 digits", nothing, who("AWS", "123456789012")},
       {"11 digits", code, who("AWS", "12345678901")},
       {"13 digits", code, who("AWS", "1234567890123")},
       {"root", nothing, who("AWS", start + "root")},
       {"role", nothing, who("AWS", start + "role/path/R")},
       {"user", nothing, who("AWS", start + "user/U")},
       {"session", nothing, who("AWS", "arn:aws:sts::123456789012:assumed-role/R/s")},
       {"federated user", nothing, who("AWS", "arn:aws:sts::123456789012:federated-user/U")},
       {"group", code, who("AWS", start + "group/G")},
       {"no name", code, who("AWS", start + "role/")},
       {"wildcard", code, who("AWS", start + "role/R*")},
       {"service", code, who("AWS", "arn:aws:s3:::b")},
       {"no account", code, who("AWS", "arn:aws:iam:::root")},
       {"with a region", code, who("AWS", "arn:aws:iam:us-east-1:123456789012:root")},
       {"references", nothing, who("AWS", list({"${account}", "arn:${partition}:iam::${account}:role/R"}))},
       {"reference with a wildcard", code, who("AWS", "arn:${partition}:iam::${account}:role/*")}});
}

TEST(CheckPolicy, OtherPrincipals) {
  const auto code = error(Code::principal_value);
  run({{"host", nothing, who("Service", "ec2.${dns_suffix}")},
       {"no dot", code, who("Service", "lambda")},
       {"wildcard", code, who("Service", "*.amazonaws.com")},
       {"dot at the end", code, who("Service", "lambda.")},
       {"blank", code, who("Service", "lambda .amazonaws.com")},
       {"provider's host", nothing, who("Federated", "cognito-identity.amazonaws.com")},
       {"SAML", nothing, who("Federated", "arn:aws:iam::123456789012:saml-provider/x")},
       {"OIDC", nothing, who("Federated", "arn:aws:iam::${account}:oidc-provider/token.example.com/id/A")},
       {"role", code, who("Federated", "arn:aws:iam::123456789012:role/x")},
       {"no host", code, who("Federated", "x")},
       {"64 digits", nothing, who("CanonicalUser", many(32, "0F"))},
       {"63 digits", code, who("CanonicalUser", many(63, "0"))},
       {"65 digits", code, who("CanonicalUser", many(65, "0"))},
       {"no digit", code, who("CanonicalUser", many(63, "0") + "g")}});
}

TEST(CheckPolicy, ParametersInPrincipals) {
  const auto with = [](Change change) { return both(parameter({"p", {}, {}, {}, {}}), std::move(change)); };
  const auto code = error(Code::principal_value);
  run({{"alone", nothing, with(who("AWS", "${p}"))},
       {"as account", nothing, with(who("AWS", "arn:aws:iam::${p}:root"))},
       {"wildcard behind", code, with(who("AWS", "arn:aws:iam::${p}:role/*"))},
       {"wildcard at the end", code, with(who("AWS", "${p}*"))},
       {"wrong service", code, with(who("AWS", "arn:aws:s3:::${p}"))},
       {"host", nothing, with(who("Service", "${p}.amazonaws.com"))},
       {"digits", nothing, with(who("CanonicalUser", "00${p}"))}});
}

TEST(CheckPolicy, TrustActions) {
  const auto code = error(Code::trust_action);
  run({{"letter case does not count", nothing, trust_action("STS:assumerole")},
       {"all of STS", nothing, trust_action("sts:*")},
       {"all", code, trust_action("*")},
       {"other service", code, trust_action("s3:GetObject")},
       {"NotAction", code, in_trust([](Statement& s) { s.not_action.swap(s.action); })},
       {"parameter", nothing, both(parameter({"p", {}, {}, {}, {}}), trust_action("sts:${p}"))},
       {"parameter elsewhere", code, both(parameter({"p", {}, {}, {}, {}}), trust_action("s3:${p}"))}});
}

TEST(CheckPolicy, ConditionOperators) {
  const auto code = error(Code::condition_operator);
  run({{"plain", nothing, when("StringEquals")},
       {"if exists", nothing, when("ArnNotLikeIfExists")},
       {"set", nothing, when("ForAllValues:StringLike")},
       {"both", nothing, when("ForAnyValue:DateGreaterThanEqualsIfExists")},
       {"null", nothing, when("Null")},
       {"null if exists", code, when("NullIfExists")},
       {"letter case", code, when("stringEquals")},
       {"unknown", code, when("StringEqualss")},
       {"twice", code, when("StringEqualsIfExistsIfExists")},
       {"set", code, when("ForSomeValues:StringEquals")},
       {"empty set", code, when(":StringEquals")},
       {"empty", code, when("")}});
}

TEST(CheckPolicy, AnUnknownOperatorComesWithTheNearestOne) {
  const std::pair<std::string, std::string> rows[] = {
      {"StringEqualss", "StringEquals"},
      {"stringlikeifexists", "StringLikeIfExists"},
      {"ForAllvalue:ArnLike", "ForAllValues:ArnLike"},
      {"ForAnyValue:NumericLessThen", "ForAnyValue:NumericLessThan"},
  };
  for (const auto& [wrong, right] : rows) {
    auto model = sound_model();
    when(wrong)(model);
    Diagnostics diagnostics;
    check(model, diagnostics);
    ASSERT_EQ(diagnostics.all().size(), 1u) << wrong;
    EXPECT_EQ(diagnostics.all()[0].hint, "did you mean `" + right + "`?");
  }
}

TEST(CheckPolicy, ConditionKeys) {
  const auto code = error(Code::condition_key);
  const auto key = [](std::string_view name) { return when("StringEquals", name, one("x")); };
  const auto again = [](std::string_view first, std::string_view second) {
    return both(when("StringEquals", first, one("x")), in_statement([name = text(second)](Statement& s) {
                  (*s.condition)[0].keys.push_back({name, one("y")});
                }));
  };
  run({{"usual", nothing, key("kms:EncryptionContext:aws:pi:service")},
       {"odd", nothing, key("aws:RequestTag/\"x: y\"")},
       {"no prefix", code, key("SourceAccount")},
       {"no name", code, key("aws:")},
       {"only a name", code, key(":x")},
       {"empty", code, key("")},
       {"Ref", code, key("Ref")},
       {"Condition", code, key("Condition")},
       {"Fn::Sub", code, key("Fn::Sub")},
       {"other", nothing, again("aws:a", "aws:b")},
       {"twice", code, again("aws:a", "AWS:A")},
       {"account for the key", code, key("${account}")},
       {"parameter", nothing, both(parameter({"p", {}, {}, {}, {}}), key("${p}:sub"))}});
}

TEST(CheckPolicy, ConditionValues) {
  const auto code = error(Code::condition_value);
  const auto id = [](std::string_view value) { return when("StringEquals", "STS:ExternalID", one(value)); };
  run({{"empty list", code, when("StringEquals", "aws:x", list({}))},
       {"empty text", nothing, when("StringEquals", "s3:prefix", list({"", "home/"}))},
       {"1", code, id("x")},
       {"2", nothing, id("xy")},
       {"1224", nothing, id(many(1224))},
       {"1225", code, id(many(1225))},
       {"every sign", nothing, id("aZ0_+=,.@:/-")},
       {"blank", code, id("a b")},
       {"pattern", nothing, when("StringLike", "sts:ExternalId", one("*"))},
       {"variable", nothing, id("${aws:PrincipalTag/x}")},
       {"another key", nothing, when("StringEquals", "aws:x", one("x"))}});
}

}  // namespace
}  // namespace rolecast
