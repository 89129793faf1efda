// What IAM answers to one request: every rule by hand, and the requests that tell the recorded pairs of policies apart.
#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <iterator>

#include "analysis/access/request.h"
#include "model/bind.h"
#include "model/document.h"
#include "syntax/json.h"

namespace rolecast::access {
namespace {

enum class Answer { no, yes, open };

Answer answer(const Policies& policies, const Request& request) {
  const auto found = permits(policies, request);
  return !found ? Answer::open : *found ? Answer::yes : Answer::no;
}

Node load(const std::string& json) {
  Sources sources;
  Diagnostics diagnostics;
  auto node = json::load(sources, sources.add("test.json", json), diagnostics);
  EXPECT_FALSE(diagnostics.has_errors()) << json;
  return node;
}

Policy parse(const Node& node, TextSyntax syntax = TextSyntax::plain) {
  Diagnostics diagnostics;
  auto policy = read_policy(node, syntax, "the policy", diagnostics);
  EXPECT_FALSE(diagnostics.has_errors());
  return policy;
}

/// Statements, without the brackets around them.
Policy policy_of(const std::string& statements, const std::string& version = "2012-10-17") {
  return parse(load(R"({"Version":")" + version + R"(","Statement":[)" + statements + "]}"));
}

/// `{"aws:a": "x", "aws:b": ["y"]}`.
Context context_of(const Node& node) {
  Context result;
  for (const auto& entry : node.entries) {
    auto& value = result[entry.key.text];
    value.is_array = entry.value.is(Node::Kind::list);
    if (!value.is_array) value.items = {entry.value.text};
    for (const auto& item : entry.value.items) value.items.push_back(item.text);
  }
  return result;
}

Answer ask(const std::string& statements, const Request& request) {
  const auto policy = policy_of(statements);
  return answer({&policy}, request);
}

std::string allow(const std::string& inner) { return R"({"Effect":"Allow",)" + inner + "}"; }
std::string deny(const std::string& inner) { return R"({"Effect":"Deny",)" + inner + "}"; }
const std::string everything = R"("Action":"*","Resource":"*")";

TEST(Evaluate, AddsUpStatementsAndDeniesFirst) {
  const Request request = {"s3:GetObject", "arn:aws:s3:::b/k", {}, {}};
  EXPECT_EQ(ask("", request), Answer::no);
  EXPECT_EQ(ask(allow(everything), request), Answer::yes);
  EXPECT_EQ(ask(deny(everything), request), Answer::no);
  EXPECT_EQ(ask(allow(everything) + "," + deny(everything), request), Answer::no);
  EXPECT_EQ(ask(deny(R"("Action":"s3:Put*","Resource":"*")") + "," + allow(everything), request), Answer::yes);
  const auto one = policy_of(allow(everything)), other = policy_of(deny(everything)), empty = policy_of("");
  EXPECT_EQ(answer({}, request), Answer::no);
  EXPECT_EQ(answer({&empty, &one}, request), Answer::yes);
  EXPECT_EQ(answer({&one, &other}, request), Answer::no);
}

TEST(Evaluate, MatchesActionsWithoutLetterCase) {
  const auto matched = [](const std::string& element, const std::string& action) {
    return ask(allow(R"("Resource":"*",)" + element), {action, "*", {}, {}});
  };
  const struct {
    std::string element, action;
    Answer expected;
  } rows[] = {
      {R"("Action":"*")", "s3:GetObject", Answer::yes},
      {R"("Action":"*:*")", "s3:GetObject", Answer::yes},
      {R"("Action":"S3:getOBJECT")", "s3:GetObject", Answer::yes},
      {R"("Action":"s3:GetObject")", "s3:GetObjects", Answer::no},
      {R"("Action":"s3:Get*")", "s3:Get", Answer::yes},
      {R"("Action":"s3:Get?")", "s3:Get", Answer::no},
      {R"("Action":"s3:*Object*Acl")", "s3:PutObjectVersionAcl", Answer::yes},
      {R"("Action":"s3:*Object*Acl")", "s3:PutObjectAclTag", Answer::no},
      {R"("Action":["ec2:*","s3:GetObject"])", "s3:GetObject", Answer::yes},
      {R"("Action":[])", "s3:GetObject", Answer::no},
      {R"("NotAction":["iam:*","s3:Put*"])", "s3:GetObject", Answer::yes},
      {R"("NotAction":["iam:*","s3:Get*"])", "s3:GetObject", Answer::no},
      {R"("NotAction":["IAM:*"])", "iam:GetRole", Answer::no},
      {R"("Action":"s3:Get${*}")", "s3:Get${xyz}", Answer::yes},
  };
  for (const auto& row : rows) EXPECT_EQ(matched(row.element, row.action), row.expected) << row.element;
}

TEST(Evaluate, MatchesResourcesPartByPart) {
  const struct {
    std::string pattern, resource;
    Answer expected;
  } rows[] = {
      {"*", "*", Answer::yes},
      {"*", "arn:aws:s3:::b", Answer::yes},
      {"arn:*:*:*:*:*", "*", Answer::no},
      {"arn:*", "*", Answer::no},
      {"arn:aws:s3:::b/*", "arn:aws:s3:::b/", Answer::yes},
      {"arn:aws:s3:::b/*", "arn:aws:s3:::b", Answer::no},
      {"arn:aws:s3:::B/*", "arn:aws:s3:::b/x", Answer::no},
      {"arn:aws:s3:::b/*", "arn:aws:s3:::b/x/y:z", Answer::yes},
      {"arn:aws:s3:::b?k", "arn:aws:s3:::b:k", Answer::yes},
      {"arn:aws:s3:::b?k", "arn:aws:s3:::b\u00fck", Answer::yes},
      {"arn:aws:logs:*:*:log-group:*", "arn:aws:logs:eu-west-1:111111111111:log-group:g:log-stream:s", Answer::yes},
      {"arn:aws:sqs:*:q", "arn:aws:sqs:eu-west-1:111111111111:q", Answer::no},
      {"arn:aws:sqs:*:*:q", "arn:aws:sqs:eu-west-1:111111111111:q", Answer::yes},
      {"arn:aws:sqs:*:111111111111:q", "arn:aws:sqs:eu-west-1:222222222222:x:111111111111:q", Answer::no},
      {"arn:*:q", "arn:aws:sqs:eu-west-1:111111111111:q", Answer::no},
      {"arn:aws:s3?:::b", "arn:aws:s3::::b", Answer::no},
      {"arn:aws:s3*", "arn:aws:s3:::b/k", Answer::yes},
      {"arn:aws:s3*", "arn:aws:s3-outposts:eu-west-1:111111111111:outpost/o", Answer::yes},
      {"arn:aws:s3*", "arn:aws:sqs:eu-west-1:111111111111:q", Answer::no},
      {"arn:aws:s3:*", "arn:aws:s3:::b/k", Answer::yes},
      {"arn:aws:s3::*", "arn:aws:s3:eu-west-1:111111111111:accesspoint/a", Answer::no},
      {"arn:*", "arn:aws-cn:s3:::b/k", Answer::yes},
      {"arn:aws:s3", "arn:aws:s3:::b", Answer::no},
      {"arn:aws:*:b", "arn:aws:s3:::b", Answer::no},
      {"arn:aws:s3", "arn:aws:s3", Answer::yes},
      {"arn:aws:s3:::a*b*c", "arn:aws:s3:::abbcbc", Answer::yes},
      {"arn:aws:s3:::a*b*c", "arn:aws:s3:::acb", Answer::no},
      {"arn:aws:s3:::a*?", "arn:aws:s3:::a", Answer::no},
  };
  for (const auto& row : rows) {
    const Request request = {"s3:GetObject", row.resource, {}, {}};
    const auto plain = ask(allow(R"("Action":"*","Resource":")" + row.pattern + "\""), request);
    const auto complement =
        ask(allow(R"("Action":"*","NotResource":["arn:aws:x:::y",")" + row.pattern + "\"]"), request);
    EXPECT_EQ(plain, row.expected) << row.pattern << " " << row.resource;
    EXPECT_EQ(complement, row.expected == Answer::yes ? Answer::no : Answer::yes) << row.pattern;
  }
}

TEST(Evaluate, ReplacesVariables) {
  const Context context = {{"aws:username", {false, {"bob"}}},
                           {"aws:userid", {false, {"AROA:bob"}}},
                           {"aws:principaltag/cost center", {false, {"c1"}}},
                           {"s3:prefix", {false, {"*"}}},
                           {"aws:tagkeys", {true, {"k"}}},
                           {"aws:empty", {false, {""}}}};
  const struct {
    std::string pattern, resource;
    Answer expected;
  } rows[] = {
      {"arn:aws:s3:::b/${aws:username}/*", "arn:aws:s3:::b/bob/k", Answer::yes},
      {"arn:aws:s3:::b/${AWS:UserName}/*", "arn:aws:s3:::b/bob/k", Answer::yes},
      {"arn:aws:s3:::b/${aws:username}/*", "arn:aws:s3:::b/eve/k", Answer::no},
      {"arn:aws:s3:::b/${aws:username}", "arn:aws:s3:::b/${aws:username}", Answer::no},
      {"arn:aws:s3:::b/${aws:userid}", "arn:aws:s3:::b/AROA:bob", Answer::yes},
      {"arn:aws:s3:::${aws:PrincipalTag/cost center}", "arn:aws:s3:::c1", Answer::yes},
      {"arn:aws:s3:::b/${aws:absent}*", "arn:aws:s3:::b/", Answer::no},
      {"arn:aws:s3:::b/${aws:absent, 'all'}", "arn:aws:s3:::b/all", Answer::yes},
      {"arn:aws:s3:::b/${aws:username, 'all'}", "arn:aws:s3:::b/all", Answer::no},
      {"arn:aws:s3:::b/${aws:username, 'all'}", "arn:aws:s3:::b/bob", Answer::yes},
      {"arn:aws:s3:::b/${aws:empty}", "arn:aws:s3:::b/", Answer::yes},
      {"arn:aws:s3:::b/${*}", "arn:aws:s3:::b/*", Answer::yes},
      {"arn:aws:s3:::b/${*}", "arn:aws:s3:::b/x", Answer::no},
      {"arn:aws:s3:::b/${?}${$}", "arn:aws:s3:::b/?$", Answer::yes},
      {"arn:aws:s3:::b/${?}", "arn:aws:s3:::b/x", Answer::no},
      {"arn:aws:s3:::b/${s3:prefix}", "arn:aws:s3:::b/x", Answer::open},
      {"arn:aws:s3:::c/${s3:prefix}", "arn:aws:sqs:::b/x", Answer::no},
      {"arn:aws:s3:::b/${aws:tagkeys}", "arn:aws:s3:::b/k", Answer::open},
      {"arn:aws:s3:::b/${plain}", "arn:aws:s3:::b/x", Answer::open},
      {"arn:aws:s3:::b/${aws:username", "arn:aws:s3:::b/bob", Answer::open},
      {"arn:aws:s3:::b/${aws:username,'all'}", "arn:aws:s3:::b/bob", Answer::open},
      {"arn:aws:s3:::b/${}", "arn:aws:s3:::b/", Answer::open},
      {"arn:aws:s3:::b/$", "arn:aws:s3:::b/$", Answer::yes},
      {"arn:aws:sqs:eu-west-1:${aws:username}:q", "arn:aws:sqs:eu-west-1:bob:q", Answer::open},
      {"arn:aws:sqs:eu-west-1:${aws:username}:q", "arn:aws:sqs:eu-west-1:bob:r", Answer::no},
      {"${aws:username}*", "arn:aws:s3:::b", Answer::open},
  };
  for (const auto& row : rows) {
    const Request request = {"s3:GetObject", row.resource, {}, context};
    EXPECT_EQ(ask(allow(R"("Action":"*","Resource":")" + row.pattern + "\""), request), row.expected) << row.pattern;
  }
  const Request bob = {"s3:GetObject", "arn:aws:s3:::b/bob", {}, context};
  EXPECT_EQ(ask(allow(R"("Action":"*","NotResource":"arn:aws:s3:::b/${aws:username}")"), bob), Answer::no);
  EXPECT_EQ(ask(allow(R"("Action":"*","NotResource":"arn:aws:s3:::b/${aws:absent}")"), bob), Answer::yes);
  const auto old = policy_of(allow(R"("Action":"*","Resource":"arn:aws:s3:::b/${aws:username}")"), "2008-10-17");
  EXPECT_EQ(answer({&old}, {"s3:GetObject", "arn:aws:s3:::b/bob", {}, context}), Answer::no);
  EXPECT_EQ(answer({&old}, {"s3:GetObject", "arn:aws:s3:::b/${aws:username}", {}, context}), Answer::yes);
}

struct ConditionRow {
  std::string condition, context;
  Answer expected;
};

/// Each condition on an Allow, and turned round on a Deny.
template <std::size_t count>
void expect_conditions(const ConditionRow (&rows)[count]) {
  for (const auto& row : rows) {
    const Request request = {"ec2:StartInstances", "*", {}, context_of(load(row.context))};
    const auto conditional = everything + R"(,"Condition":)" + row.condition;
    const auto opposite = row.expected == Answer::open  ? Answer::open
                          : row.expected == Answer::yes ? Answer::no
                                                        : Answer::yes;
    EXPECT_EQ(ask(allow(conditional), request), row.expected) << row.condition << " " << row.context;
    EXPECT_EQ(ask(allow(everything) + "," + deny(conditional), request), opposite) << row.condition;
  }
}

TEST(Evaluate, ComparesStrings) {
  const ConditionRow rows[] = {
      {R"({})", R"({})", Answer::yes},
      {R"({"StringEquals":{"aws:k":"a"}})", R"({"aws:k":"a"})", Answer::yes},
      {R"({"StringEquals":{"AWS:K":"a"}})", R"({"aws:k":"a"})", Answer::yes},
      {R"({"StringEquals":{"aws:k":"a"}})", R"({"aws:k":"A"})", Answer::no},
      {R"({"StringEquals":{"aws:k":["a","b"]}})", R"({"aws:k":"b"})", Answer::yes},
      {R"({"StringEquals":{"aws:k":"a*"}})", R"({"aws:k":"ab"})", Answer::no},
      {R"({"StringEquals":{"aws:k":"a*"}})", R"({"aws:k":"a*"})", Answer::yes},
      {R"({"StringEquals":{"aws:k":""}})", R"({"aws:k":""})", Answer::yes},
      {R"({"StringNotEquals":{"aws:k":["a","b"]}})", R"({"aws:k":"b"})", Answer::no},
      {R"({"StringNotEquals":{"aws:k":["a","b"]}})", R"({"aws:k":"c"})", Answer::yes},
      {R"({"StringEqualsIgnoreCase":{"aws:k":"aB"}})", R"({"aws:k":"Ab"})", Answer::yes},
      {R"({"StringEqualsIgnoreCase":{"aws:k":"aB"}})", R"({"aws:k":"Abc"})", Answer::no},
      {R"({"StringEqualsIgnoreCase":{"aws:k":"ü"}})", R"({"aws:k":"Ü"})", Answer::open},
      {R"({"StringEqualsIgnoreCase":{"aws:k":"aü"}})", R"({"aws:k":"Aü"})", Answer::yes},
      {R"({"StringNotEqualsIgnoreCase":{"aws:k":"aB"}})", R"({"aws:k":"Ab"})", Answer::no},
      {R"({"StringLike":{"aws:k":"a*:?"}})", R"({"aws:k":"a:b:c"})", Answer::yes},
      {R"({"StringLike":{"aws:k":"a*"}})", R"({"aws:k":"Ab"})", Answer::no},
      {R"({"StringLike":{"aws:k":"*"}})", R"({"aws:k":""})", Answer::yes},
      {R"({"StringNotLike":{"aws:k":["a*","*b"]}})", R"({"aws:k":"cb"})", Answer::no},
      {R"({"StringNotLike":{"aws:k":["a*","*b"]}})", R"({"aws:k":"c"})", Answer::yes},
      {R"({"StringEquals":{"aws:k":"a","aws:l":"b"}})", R"({"aws:k":"a","aws:l":"x"})", Answer::no},
      {R"({"StringEquals":{"aws:k":"a"},"StringLike":{"aws:l":"b"}})", R"({"aws:k":"a","aws:l":"b"})", Answer::yes},
      {R"({"StringEquals":{"aws:k":"a"},"StringLike":{"aws:l":"b"}})", R"({"aws:k":"x","aws:l":"b"})", Answer::no},
      {R"({"StringEquals":{"aws:k":"${aws:l}"}})", R"({"aws:k":"a","aws:l":"a"})", Answer::yes},
      {R"({"StringEquals":{"aws:k":"${aws:l}"}})", R"({"aws:k":"a"})", Answer::no},
      {R"({"StringNotEquals":{"aws:k":"${aws:l}"}})", R"({"aws:k":"a"})", Answer::yes},
      {R"({"StringNotEquals":{"aws:k":["${aws:l}","a"]}})", R"({"aws:k":"a"})", Answer::no},
      {R"({"StringEquals":{"aws:k":"${aws:l}"}})", R"({"aws:k":"*","aws:l":"*"})", Answer::yes},
      {R"({"StringLike":{"aws:k":"${aws:l}/*"}})", R"({"aws:k":"a/b","aws:l":"a"})", Answer::yes},
      {R"({"StringLike":{"aws:k":"${*}"}})", R"({"aws:k":"a"})", Answer::no},
      {R"({"StringEquals":{"aws:k":"${*}"}})", R"({"aws:k":"*"})", Answer::yes},
  };
  expect_conditions(rows);
}

TEST(Evaluate, ComparesArnsPartByPart) {
  const auto arn = [](const std::string& op, const std::string& pattern) {
    return R"({")" + op + R"(":{"aws:k":")" + pattern + "\"}}";
  };
  const std::string topic =
      R"({"aws:k":"arn:aws:sns:eu-west-1:111111111111:t:u","aws:a":"111111111111","aws:c":"a:b"})";
  const ConditionRow rows[] = {
      {arn("ArnLike", "arn:aws:sns:*:111111111111:*"), topic, Answer::yes},
      {arn("ArnEquals", "arn:aws:sns:*:111111111111:*"), topic, Answer::yes},
      {arn("ArnNotLike", "arn:aws:sns:*:111111111111:*"), topic, Answer::no},
      {arn("ArnNotEquals", "arn:aws:sns:*:222222222222:*"), topic, Answer::yes},
      {arn("ArnLike", "arn:aws:sns:*:u"), topic, Answer::no},
      {arn("ArnLike", "arn:aws:SNS:*:*:*"), topic, Answer::no},
      {arn("ArnLike", "arn:aws:sns:*"), topic, Answer::no},
      {arn("ArnNotLike", "arn:aws:sns:*"), topic, Answer::yes},
      {arn("ArnLike", "*"), topic, Answer::open},
      {arn("ArnLike", "arn:*:*:*:*:*"), R"({"aws:k":"t"})", Answer::no},
      {arn("ArnLike", "arn:aws:sns:*:${aws:a}:t*"), topic, Answer::yes},
      {arn("ArnLike", "arn:aws:sns:*:${aws:absent}:t*"), topic, Answer::no},
      {arn("ArnNotLike", "arn:aws:sns:*:${aws:absent}:t*"), topic, Answer::yes},
      {arn("ArnLike", "arn:aws:sns:${aws:c}:111111111111:*"), topic, Answer::open},
      {arn("ArnLike", "arn:aws:sqs:${aws:c}:111111111111:*"), topic, Answer::no},
      {arn("ArnLike", "${aws:a}"), topic, Answer::open},
      {arn("ArnLike", "arn:aws:sns:*:*:*"), R"({})", Answer::no},
      {arn("ArnNotLike", "arn:aws:sns:*:*:*"), R"({})", Answer::yes},
  };
  expect_conditions(rows);
}

TEST(Evaluate, ComparesNumbersExactly) {
  const auto number = [](const std::string& op, const std::string& wanted) {
    return R"({"Numeric)" + op + R"(":{"s3:max-keys":")" + wanted + "\"}}";
  };
  const auto given = [](const std::string& value) { return R"({"s3:max-keys":")" + value + "\"}"; };
  const ConditionRow rows[] = {
      {number("Equals", "10"), given("10.0"), Answer::yes},
      {number("Equals", "-0"), given("0.00"), Answer::yes},
      {number("Equals", "010"), given("10"), Answer::yes},
      {number("Equals", "0.1"), given("0.10000000000000000000000000000000000001"), Answer::no},
      {number("NotEquals", "10"), given("10.5"), Answer::yes},
      {number("LessThan", "10"), given("9.99"), Answer::yes},
      {number("LessThan", "10"), given("10"), Answer::no},
      {number("LessThan", "10"), given("-11"), Answer::yes},
      {number("LessThan", "-10"), given("-11"), Answer::yes},
      {number("LessThan", "-10.5"), given("-10.25"), Answer::no},
      {number("LessThan", "9"), given("10"), Answer::no},
      {number("LessThan", "0.5"), given("0.45"), Answer::yes},
      {number("LessThan", "9007199254740993"), given("9007199254740992"), Answer::yes},
      {number("LessThanEquals", "10"), given("10"), Answer::yes},
      {number("GreaterThan", "99999999999999999999"), given("100000000000000000000"), Answer::yes},
      {number("GreaterThan", "10"), given("10.00"), Answer::no},
      {number("GreaterThanEquals", "10"), given("10"), Answer::yes},
      {number("GreaterThanEquals", "10"), given("9"), Answer::no},
      {number("Equals", "ten"), given("10"), Answer::open},
      {number("Equals", "10"), given("1e1"), Answer::open},
      {number("Equals", "${aws:k}"), given("10"), Answer::open},
      {number("Equals", "10."), given("10"), Answer::open},
      {number("Equals", "ten"), R"({})", Answer::no},
      {R"({"NumericEquals":{"s3:max-keys":["ten","10"]}})", given("10"), Answer::yes},
      {R"({"NumericEquals":{"s3:max-keys":["ten","10"]}})", given("11"), Answer::open},
      {R"({"NumericEquals":{"s3:max-keys":"ten"},"Bool":{"aws:b":"true"}})", given("11"), Answer::no},
  };
  expect_conditions(rows);
}

TEST(Evaluate, ComparesDates) {
  const auto date = [](const std::string& op, const std::string& wanted) {
    return R"({"Date)" + op + R"(":{"aws:CurrentTime":")" + wanted + "\"}}";
  };
  const auto given = [](const std::string& value) { return R"({"aws:currenttime":")" + value + "\"}"; };
  const ConditionRow rows[] = {
      {date("Equals", "2024-01-01"), given("2024-01-01T00:00:00Z"), Answer::yes},
      {date("Equals", "2024-01-01T00:00Z"), given("2024-01-01T00:00:00.000Z"), Answer::yes},
      {date("Equals", "2024-01-01T02:00:00+02:00"), given("2024-01-01T00:00:00Z"), Answer::yes},
      {date("Equals", "2023-12-31T18:30:00-05:30"), given("2024-01-01T00:00:00Z"), Answer::yes},
      {date("Equals", "2024-01-01T00:00:00Z"), given("1704067200"), Answer::yes},
      {date("NotEquals", "2024-01-01T00:00:00Z"), given("1704067201"), Answer::yes},
      {date("LessThan", "2024-03-01"), given("2024-02-29T23:59:59Z"), Answer::yes},
      {date("LessThan", "2024-01-01T00:00:00.25Z"), given("2024-01-01T00:00:00.2Z"), Answer::yes},
      {date("LessThan", "2024-01-01"), given("2024-01-01T00:00:00Z"), Answer::no},
      {date("LessThanEquals", "2024-01-01"), given("2024-01-01T00:00:00Z"), Answer::yes},
      {date("GreaterThan", "1969-12-31T23:59:59Z"), given("1970-01-01"), Answer::yes},
      {date("GreaterThan", "2024-01-01"), given("2023-12-31T23:59:59.999Z"), Answer::no},
      {date("GreaterThanEquals", "2024-01-01"), given("2024-01-01"), Answer::yes},
      {date("Equals", "2023-02-29"), given("2024-01-01"), Answer::open},
      {date("Equals", "2024-13-01"), given("2024-01-01"), Answer::open},
      {date("Equals", "2024"), given("2024-01-01"), Answer::open},
      {date("Equals", "20240101"), given("2024-01-01"), Answer::open},
      {date("Equals", "2024-01-01T00:00:00"), given("2024-01-01"), Answer::open},
      {date("Equals", "2024-01-01T24:00:00Z"), given("2024-01-01"), Answer::open},
      {date("Equals", "2024-01-01T00:00:00.Z"), given("2024-01-01"), Answer::open},
      {date("Equals", "2024-01-01T00:00:00Zx"), given("2024-01-01"), Answer::open},
      {date("Equals", "1704067200000"), given("2024-01-01"), Answer::open},
  };
  expect_conditions(rows);
}

TEST(Evaluate, ComparesBooleansAndBinaries) {
  const ConditionRow rows[] = {
      {R"({"Bool":{"aws:k":"true"}})", R"({"aws:k":"true"})", Answer::yes},
      {R"({"Bool":{"aws:k":true}})", R"({"aws:k":"false"})", Answer::no},
      {R"({"Bool":{"aws:k":"False"}})", R"({"aws:k":"false"})", Answer::yes},
      {R"({"Bool":{"aws:k":["true","false"]}})", R"({"aws:k":"false"})", Answer::yes},
      {R"({"Bool":{"aws:k":"yes"}})", R"({"aws:k":"true"})", Answer::open},
      {R"({"Bool":{"aws:k":"true"}})", R"({"aws:k":"1"})", Answer::open},
      {R"({"Bool":{"aws:k":"false"}})", R"({})", Answer::no},
      {R"({"BinaryEquals":{"aws:k":"QUI="}})", R"({"aws:k":"QUI="})", Answer::yes},
      {R"({"BinaryEquals":{"aws:k":"QUJD"}})", R"({"aws:k":"qujd"})", Answer::no},
      {R"({"BinaryEquals":{"aws:k":"QUI"}})", R"({"aws:k":"QUI="})", Answer::open},
      {R"({"BinaryEquals":{"aws:k":"Q==="}})", R"({"aws:k":"QUI="})", Answer::open},
      {R"({"BinaryEquals":{"aws:k":"Q=I="}})", R"({"aws:k":"QUI="})", Answer::open},
  };
  expect_conditions(rows);
}

TEST(Evaluate, ComparesAddresses) {
  const auto ip = [](const std::string& block) { return R"({"IpAddress":{"aws:SourceIp":")" + block + "\"}}"; };
  const auto from = [](const std::string& value) { return R"({"aws:sourceip":")" + value + "\"}"; };
  const ConditionRow rows[] = {
      {ip("203.0.113.0/24"), from("203.0.113.255"), Answer::yes},
      {ip("203.0.113.0/24"), from("203.0.114.0"), Answer::no},
      {ip("203.0.112.0/23"), from("203.0.113.7"), Answer::yes},
      {ip("203.0.113.7"), from("203.0.113.7"), Answer::yes},
      {ip("203.0.113.7"), from("203.0.113.8"), Answer::no},
      {ip("0.0.0.0/0"), from("255.255.255.255"), Answer::yes},
      {ip("0.0.0.0/0"), from("2001:db8::1"), Answer::no},
      {ip("::/0"), from("203.0.113.7"), Answer::no},
      {ip("2001:DB8:1234:5678::/64"), from("2001:db8:1234:5678:ffff:ffff:ffff:ffff"), Answer::yes},
      {ip("2001:db8:1234:5678::/64"), from("2001:db8:1234:5679::"), Answer::no},
      {ip("2001:db8:0:0:0:0:0:1"), from("2001:db8::1"), Answer::yes},
      {ip("::ffff:203.0.113.7"), from("::ffff:cb00:7107"), Answer::yes},
      {ip("1:2:3:4:5:6:203.0.113.7"), from("1:2:3:4:5:6:cb00:7107"), Answer::yes},
      {ip("::"), from("0:0:0:0:0:0:0:0"), Answer::yes},
      {ip("1::"), from("1:0:0:0:0:0:0:0"), Answer::yes},
      {R"({"NotIpAddress":{"aws:SourceIp":["203.0.113.0/24","198.51.100.0/24"]}})", from("198.51.100.7"), Answer::no},
      {R"({"NotIpAddress":{"aws:SourceIp":["203.0.113.0/24","198.51.100.0/24"]}})", from("192.0.2.1"), Answer::yes},
      {ip("203.0.113.0/33"), from("203.0.113.7"), Answer::open},
      {ip("203.0.113.0/"), from("203.0.113.7"), Answer::open},
      {ip("203.0.113"), from("203.0.113.7"), Answer::open},
      {ip("203.0.113.256"), from("203.0.113.7"), Answer::open},
      {ip("203.0.113.07"), from("203.0.113.7"), Answer::open},
      {ip("1:2:3:4:5:6:7"), from("203.0.113.7"), Answer::open},
      {ip("1:2:3:4:5:6:7:8:9"), from("203.0.113.7"), Answer::open},
      {ip("1:2:3:4::5:6:7:8"), from("1:2:3:4:5:6:7:8"), Answer::open},
      {ip("1::2::3"), from("1::2:0:3"), Answer::open},
      {ip("1:2:3:4:5:6:7:"), from("1::"), Answer::open},
      {ip("203.0.113.7::"), from("1::"), Answer::open},
      {ip("fe80::1%eth0"), from("fe80::1"), Answer::open},
      {ip("203.0.113.0/24"), from("203.0.113.0/24"), Answer::open},
  };
  expect_conditions(rows);
}

TEST(Evaluate, KnowsWhatMissingKeysAndArraysDo) {
  const ConditionRow rows[] = {
      {R"({"StringEquals":{"aws:k":"a"}})", R"({})", Answer::no},
      {R"({"StringLike":{"aws:k":"*"}})", R"({})", Answer::no},
      {R"({"StringNotEquals":{"aws:k":"a"}})", R"({})", Answer::yes},
      {R"({"NotIpAddress":{"aws:k":"203.0.113.0/24"}})", R"({})", Answer::yes},
      {R"({"StringEqualsIfExists":{"aws:k":"a"}})", R"({})", Answer::yes},
      {R"({"StringEqualsIfExists":{"aws:k":"a"}})", R"({"aws:k":"b"})", Answer::no},
      {R"({"StringNotEqualsIfExists":{"aws:k":"a"}})", R"({"aws:k":"a"})", Answer::no},
      {R"({"Null":{"aws:k":"true"}})", R"({})", Answer::yes},
      {R"({"Null":{"aws:k":"true"}})", R"({"aws:k":"a"})", Answer::no},
      {R"({"Null":{"aws:k":false}})", R"({"aws:k":"a"})", Answer::yes},
      {R"({"Null":{"aws:k":"false"}})", R"({})", Answer::no},
      {R"({"Null":{"aws:k":["true","false"]}})", R"({})", Answer::yes},
      {R"({"Null":{"aws:k":"false"}})", R"({"aws:k":["a"]})", Answer::yes},
      {R"({"Null":{"aws:k":"false"}})", R"({"aws:k":[]})", Answer::open},
      {R"({"Null":{"aws:k":"no"}})", R"({})", Answer::open},
      {R"({"StringEquals":{"aws:k":"a"}})", R"({"aws:k":["a"]})", Answer::no},
      {R"({"StringNotEquals":{"aws:k":"a"}})", R"({"aws:k":["b","c"]})", Answer::no},
      {R"({"StringEqualsIfExists":{"aws:k":"a"}})", R"({"aws:k":["a"]})", Answer::no},
      {R"({"StringEquals":{"aws:k":"a"}})", R"({"aws:k":[]})", Answer::no},
      {R"({"StringNotEquals":{"aws:k":"a"}})", R"({"aws:k":[]})", Answer::open},
      {R"({"ForAllValues:StringEquals":{"aws:k":["a","b"]}})", R"({})", Answer::yes},
      {R"({"ForAllValues:StringEquals":{"aws:k":["a","b"]}})", R"({"aws:k":[]})", Answer::yes},
      {R"({"ForAllValues:StringEquals":{"aws:k":["a","b"]}})", R"({"aws:k":["b","a"]})", Answer::yes},
      {R"({"ForAllValues:StringEquals":{"aws:k":["a","b"]}})", R"({"aws:k":["a","c"]})", Answer::no},
      {R"({"ForAllValues:StringEquals":{"aws:k":["a","b"]}})", R"({"aws:k":"b"})", Answer::yes},
      {R"({"ForAllValues:StringEquals":{"aws:k":["a","b"]}})", R"({"aws:k":["","a"]})", Answer::no},
      {R"({"ForAllValues:StringEquals":{"aws:k":["a","b"]}})", R"({"aws:k":[""]})", Answer::open},
      {R"({"ForAllValues:StringNotEquals":{"aws:k":["a","b"]}})", R"({"aws:k":["c","d"]})", Answer::yes},
      {R"({"ForAllValues:StringNotEquals":{"aws:k":["a","b"]}})", R"({"aws:k":["c","b"]})", Answer::no},
      {R"({"ForAnyValue:StringEquals":{"aws:k":["a","b"]}})", R"({})", Answer::no},
      {R"({"ForAnyValue:StringEquals":{"aws:k":["a","b"]}})", R"({"aws:k":[]})", Answer::no},
      {R"({"ForAnyValue:StringEquals":{"aws:k":["a","b"]}})", R"({"aws:k":["c","b"]})", Answer::yes},
      {R"({"ForAnyValue:StringEquals":{"aws:k":["a","b"]}})", R"({"aws:k":["c"]})", Answer::no},
      {R"({"ForAnyValue:StringEquals":{"aws:k":["a","b"]}})", R"({"aws:k":"a"})", Answer::yes},
      {R"({"ForAnyValue:StringEqualsIfExists":{"aws:k":"a"}})", R"({})", Answer::no},
      {R"({"ForAllValues:StringEqualsIfExists":{"aws:k":"a"}})", R"({"aws:k":["b"]})", Answer::no},
      {R"({"ForAnyValue:StringNotEquals":{"aws:k":["a","b"]}})", R"({})", Answer::no},
      {R"({"ForAnyValue:StringNotEquals":{"aws:k":["a","b"]}})", R"({"aws:k":["a","c"]})", Answer::yes},
      {R"({"ForAnyValue:StringNotEquals":{"aws:k":["a","b"]}})", R"({"aws:k":["a","b"]})", Answer::no},
      {R"({"ForAnyValue:IpAddress":{"aws:k":"10.0.0.0/8"}})", R"({"aws:k":["192.0.2.1","10.1.1.1"]})", Answer::yes},
      {R"({"ForAllValues:NumericLessThan":{"aws:k":"10"}})", R"({"aws:k":["9","x"]})", Answer::open},
      {R"({"ForAllValues:NumericLessThan":{"aws:k":"10"}})", R"({"aws:k":["11","x"]})", Answer::no},
      {R"({"StringMatches":{"aws:k":"a"}})", R"({})", Answer::open},
      {R"({"stringequals":{"aws:k":"a"}})", R"({"aws:k":"a"})", Answer::open},
      {R"({"NullIfExists":{"aws:k":"true"}})", R"({})", Answer::open},
      {R"({"ForAnyValue:Null":{"aws:k":"true"}})", R"({})", Answer::open},
      {R"({"ForAnyValue:ForAllValues:StringEquals":{"aws:k":"a"}})", R"({})", Answer::open},
      {R"({"BinaryNotEquals":{"aws:k":"QUI="}})", R"({})", Answer::open},
      {R"({"StringMatches":{"aws:k":"a"},"Null":{"aws:k":"false"}})", R"({})", Answer::no},
  };
  expect_conditions(rows);
}

TEST(Evaluate, LeavesOpenOnlyWhatMatters) {
  const Request request = {"s3:GetObject", "arn:aws:s3:::b/k", {}, {}};
  const std::string strange = R"(,"Condition":{"StringMatches":{"aws:k":"a"}})";
  const auto other = R"("Action":"s3:PutObject","Resource":"*")" + strange;
  EXPECT_EQ(ask(allow(everything) + "," + deny(other), request), Answer::yes);
  EXPECT_EQ(ask(allow(everything) + "," + deny(everything + strange), request), Answer::open);
  EXPECT_EQ(ask(allow(everything) + "," + allow(everything + strange), request), Answer::yes);
  EXPECT_EQ(ask(deny(everything) + "," + allow(everything + strange), request), Answer::no);
  EXPECT_EQ(ask(deny(everything + strange), request), Answer::no);
  auto policy = policy_of(allow(everything));
  policy.statements[0].resource->items[0].append_reference("bucket");
  EXPECT_EQ(answer({&policy}, request), Answer::open);
}

const std::string account = "111111111111", partner = "222222222222";
const std::string role = "arn:aws:iam::111111111111:role/team/R";
const std::string session = "arn:aws:sts::111111111111:assumed-role/R/s";

TEST(Evaluate, KnowsWhomPrincipalsName) {
  const Caller as_role = {"AWS", role}, as_session = {"AWS", session};
  const Caller as_other_session = {"AWS", "arn:aws:sts::111111111111:assumed-role/RR/s"};
  const Caller as_foreign_session = {"AWS", "arn:aws:sts::222222222222:assumed-role/R/s"};
  const Caller as_user = {"AWS", "arn:aws:iam::111111111111:user/R"};
  const Caller as_federated = {"AWS", "arn:aws:sts::111111111111:federated-user/R"};
  const Caller as_root = {"AWS", "arn:aws:iam::111111111111:root"};
  const Caller as_china = {"AWS", "arn:aws-cn:iam::111111111111:role/team/R"};
  const Caller service = {"Service", "lambda.amazonaws.com"};
  const Caller provider = {"Federated", "arn:aws:iam::111111111111:saml-provider/p"};
  const Caller canonical = {"CanonicalUser", "79a5"}, nobody = {"anonymous", ""};
  const auto aws = [](const std::string& value) { return R"({"AWS":")" + value + "\"}"; };
  const struct {
    std::string principal;
    Caller caller;
    Answer expected;
  } rows[] = {
      {R"("*")", as_role, Answer::yes},
      {R"("*")", service, Answer::yes},
      {R"("*")", provider, Answer::yes},
      {R"("*")", nobody, Answer::yes},
      {aws("*"), as_user, Answer::yes},
      {aws("*"), nobody, Answer::yes},
      {aws("*"), service, Answer::no},
      {aws("*"), provider, Answer::no},
      {aws("*"), canonical, Answer::open},
      {aws(account), as_role, Answer::yes},
      {aws(account), as_session, Answer::yes},
      {aws(account), as_user, Answer::yes},
      {aws(account), as_federated, Answer::yes},
      {aws(account), as_root, Answer::yes},
      {aws(account), service, Answer::no},
      {aws(account), provider, Answer::no},
      {aws(account), nobody, Answer::no},
      {aws(account), canonical, Answer::no},
      {aws(partner), as_role, Answer::no},
      {aws("arn:aws:iam::111111111111:root"), as_role, Answer::yes},
      {aws("arn:aws:iam::111111111111:root"), as_session, Answer::yes},
      {aws("arn:aws:iam::111111111111:root"), as_china, Answer::no},
      {aws("arn:aws:iam::222222222222:root"), as_role, Answer::no},
      {aws(role), as_role, Answer::yes},
      {aws(role), as_session, Answer::yes},
      {aws(role), as_other_session, Answer::no},
      {aws(role), as_foreign_session, Answer::no},
      {aws(role), as_china, Answer::no},
      {aws(role), as_user, Answer::no},
      {aws(role), as_root, Answer::no},
      {aws("arn:aws:iam::111111111111:role/R"), as_role, Answer::no},
      {aws("arn:aws:iam::111111111111:role/r"), as_session, Answer::no},
      {aws(session), as_session, Answer::yes},
      {aws(session), as_role, Answer::no},
      {aws("arn:aws:sts::111111111111:assumed-role/R/t"), as_session, Answer::no},
      {aws("arn:aws:iam::111111111111:user/R"), as_user, Answer::yes},
      {aws("arn:aws:iam::111111111111:user/U"), as_federated, Answer::open},
      {aws("arn:aws:iam::222222222222:user/R"), as_federated, Answer::no},
      {aws("arn:aws:iam::111111111111:user/R"), as_session, Answer::no},
      {aws("arn:aws:sts::111111111111:federated-user/R"), as_federated, Answer::yes},
      {aws("AROA1234567890EXAMPLE"), as_role, Answer::open},
      {aws("arn:aws:iam::111111111111:role/*"), as_role, Answer::open},
      {R"({"AWS":["222222222222","111111111111"]})", as_role, Answer::yes},
      {R"({"Service":"lambda.amazonaws.com"})", service, Answer::yes},
      {R"({"Service":"ec2.amazonaws.com"})", service, Answer::no},
      {R"({"Service":"lambda.amazonaws.com"})", as_role, Answer::no},
      {R"({"Federated":"arn:aws:iam::111111111111:saml-provider/p"})", provider, Answer::yes},
      {R"({"Federated":"arn:aws:iam::111111111111:saml-provider/q"})", provider, Answer::no},
      {R"({"Federated":"*"})", provider, Answer::open},
      {R"({"Federated":"*"})", service, Answer::no},
      {R"({"CanonicalUser":"79a5"})", canonical, Answer::yes},
      {R"({"CanonicalUser":"79a5"})", as_root, Answer::no},
      {R"({"Service":"ec2.amazonaws.com","AWS":"111111111111"})", as_role, Answer::yes},
      {R"({"Service":"lambda.amazonaws.com"})", {"Robot", "r"}, Answer::open},
  };
  for (const auto& row : rows) {
    const auto statement = R"("Action":"sts:AssumeRole","Principal":)" + row.principal;
    const Request request = {"sts:AssumeRole", "", row.caller, {}};
    EXPECT_EQ(ask(allow(statement), request), row.expected) << row.principal << " " << row.caller.value;
  }
}

TEST(Evaluate, TakesTrustAsTrustAndPermissionsAsPermissions) {
  const Request trusted = {"sts:AssumeRole", "", Caller{"AWS", role}, {}};
  const auto anyone = R"("Action":"sts:AssumeRole","Principal":"*")";
  EXPECT_EQ(ask(allow(anyone), trusted), Answer::yes);
  EXPECT_EQ(ask(allow(anyone), {"sts:AssumeRole", "*", {}, {}}), Answer::open);
  EXPECT_EQ(ask(allow(everything), trusted), Answer::open);
  EXPECT_EQ(ask(allow(R"("Action":"sts:AssumeRole","NotPrincipal":{"AWS":"111111111111"})"), trusted), Answer::open);
  EXPECT_EQ(ask(allow(R"("Action":"sts:TagSession","NotPrincipal":{"AWS":"111111111111"})"), trusted), Answer::no);
  const auto if_id = [](const std::string& id) {
    return R"("Action":"sts:AssumeRole","Principal":{"AWS":"111111111111"},"Condition":{"StringEquals":{"sts:ExternalId":")" +
           id + "\"}}";
  };
  const Request with_id = {"sts:AssumeRole", "", Caller{"AWS", role}, {{"sts:externalid", {false, {"x1"}}}}};
  EXPECT_EQ(ask(allow(if_id("x1")), with_id), Answer::yes);
  EXPECT_EQ(ask(allow(if_id("x2")), with_id), Answer::no);
  EXPECT_EQ(ask(allow(if_id("x1")), trusted), Answer::no);
}

/// A request of tests/access/pairs.json: `values` bind what is deferred.
Request request_of(const Node& node) {
  Request result;
  result.action = node.find("action")->text;
  if (const auto* resource = node.find("resource")) result.resource = resource->text;
  if (const auto* principal = node.find("principal"))
    result.caller = Caller{principal->entries[0].key.text, principal->entries[0].value.text};
  if (const auto* context = node.find("context")) result.context = context_of(*context);
  return result;
}

/// One document or a list of documents that add up, with what is deferred bound.
std::vector<InlinePolicy> documents(const Node& node, TextSyntax syntax, const Node* values) {
  Model model;
  auto& policies = model.roles.emplace_back().policies;
  const auto nodes = node.is(Node::Kind::list) ? node.items : std::vector<Node>{node};
  for (const auto& each : nodes) policies.push_back({Text("inline"), parse(each, syntax)});
  TextByName bound;
  if (values)
    for (const auto& entry : values->entries) bound.emplace(entry.key.text, Text(entry.value.text));
  replace(model, bound);
  return policies;
}

TEST(Evaluate, TellsTheRecordedPairsApart) {
  std::ifstream file(ROLECAST_TESTS "/access/pairs.json");
  const auto pairs = load(std::string(std::istreambuf_iterator<char>(file), {}));
  int asked = 0;
  for (const auto& pair : pairs.items) {
    const auto syntax = pair.find("deferred") ? TextSyntax::native : TextSyntax::plain;
    const std::array<std::pair<const char*, std::array<const char*, 2>>, 2> sides = {
        {{"gained", {"new", "old"}}, {"lost", {"old", "new"}}}};
    for (const auto& [name, documents_of] : sides) {
      const auto* node = pair.find(name);
      if (!node) continue;
      ++asked;
      for (const bool allows : {true, false}) {
        const auto policies = documents(*pair.find(documents_of[allows ? 0 : 1]), syntax, node->find("values"));
        Policies given;
        for (const auto& policy : policies) given.push_back(&policy.document);
        EXPECT_EQ(answer(given, request_of(*node)), allows ? Answer::yes : Answer::no)
            << pair.find("name")->text << " " << name;
      }
    }
  }
  EXPECT_EQ(asked, 212);
}

}  // namespace
}  // namespace rolecast::access
