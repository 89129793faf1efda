// CloudFormation's spelling of text, held against a strict reading of Ref, Fn::Sub and Fn::Join.
#include "emitters/intrinsics.h"

#include <gtest/gtest.h>

namespace rolecast::cloudformation {
namespace {

const LogicalIds ids = {{"agentName", "AgentName"}};

std::string value_of(std::string_view name) {
  if (name == "AWS::AccountId") return "123456789012";
  if (name == "AWS::Region") return "eu-west-1";
  if (name == "AgentName") return "hello";
  ADD_FAILURE() << "unknown reference " << name;
  return {};
}

/// "${Name} and ${Res.Attr} are replaced; ${!Literal} resolves to ${Literal}" (Fn::Sub). Anything else is undocumented.
std::string evaluate_sub(const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    if (text.compare(i, 2, "${") != 0) {
      result += text[i++];
      continue;
    }
    const auto close = text.find('}', i);
    if (close == std::string::npos) return ADD_FAILURE() << "open ${ in " << text, std::string();
    const auto name = text.substr(i + 2, close - i - 2);
    const bool literal = name.starts_with("!");
    if (name.find_first_not_of("!ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:./_-") !=
            std::string::npos ||
        name.find('!', 1) != std::string::npos || (i > 0 && text[i - 1] == '$'))
      ADD_FAILURE() << "undocumented: " << text;
    result += literal ? "${" + name.substr(1) + "}" : value_of(name);
    i = close + 1;
  }
  return result;
}

std::string evaluate(const Node& node) {
  if (node.tag == "!Ref") return value_of(node.text);
  if (node.tag == "!Sub") return evaluate_sub(node.text);
  if (node.tag != "!Join") return node.text;
  std::string result;
  for (const auto& part : node.items.at(1).items) result += evaluate(part);
  return result;
}

TEST(Intrinsics, EveryTextComesOutAsItIs) {
  const char* literals[] = {"",
                            "a",
                            "$",
                            "$$",
                            "${aws:username}",
                            "${aws:PrincipalTag/x, 'y'}",
                            "${*}",
                            "${$}",
                            "${!x}",
                            "${!!x}",
                            "${",
                            "}",
                            "!",
                            "${}",
                            "${AWS::Region}",
                            "${AgentName}",
                            "%{",
                            "{{",
                            "$${aws:username}",
                            "${a b}"};
  const char* references[] = {"account", "region", "agentName"};
  for (const auto* a : literals)
    for (const auto* reference : references)
      for (const auto* b : literals) {
        Text text{std::string(a)};
        text.append_reference(reference);
        text.append(b);
        const auto expected = a + value_of(ref_name(reference, ids)) + b;
        EXPECT_EQ(evaluate(spell(text, ids)), expected) << text.spelled();
        EXPECT_EQ(evaluate(spell(Text(expected), ids)), expected);
      }
}

TEST(Intrinsics, FunctionsStandOnlyWhereTheyAreNeeded) {
  EXPECT_EQ(spell(Text("${aws:username}"), ids).tag, "");
  Text alone;
  alone.append_reference("account");
  EXPECT_EQ(spell(alone, ids).tag, "!Ref");
  alone.append("x");
  EXPECT_EQ(spell(alone, ids).tag, "!Sub");
  alone.append("${*}");
  EXPECT_EQ(spell(alone, ids).tag, "!Join");
}

TEST(Intrinsics, LongFormHasNoTags) {
  Node node = Node::map();
  node.add("a", Node::string("X").tagged("!Ref"));
  node.add("b", Node::string("R.Arn").tagged("!GetAtt"));
  node.add("c", Node::list().tagged("!Join")).items.push_back(Node::string("${X}").tagged("!Sub"));
  Node expected = Node::map();
  expected.add("a", Node::map()).add("Ref", Node::string("X"));
  Node& path = expected.add("b", Node::map()).add("Fn::GetAtt", Node::list());
  path.items = {Node::string("R"), Node::string("Arn")};
  Node& join = expected.add("c", Node::map()).add("Fn::Join", Node::list());
  join.items.push_back(Node::map());
  join.items[0].add("Fn::Sub", Node::string("${X}"));
  EXPECT_TRUE(long_form(std::move(node)) == expected);
}

}  // namespace
}  // namespace rolecast::cloudformation
