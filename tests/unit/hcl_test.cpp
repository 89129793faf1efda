// What terraform fmt and Terraform's two parsers demand, one rule a test.
#include "syntax/hcl.h"

#include <gtest/gtest.h>

#include "syntax/json.h"

namespace rolecast {
namespace {

Node text(std::string characters) { return Node::string(std::move(characters)); }
Node mixed(std::vector<Node> pieces) { return Node::list(std::move(pieces)).tagged("template"); }
const Node x = hcl::expression("var.x");

Node map_of(std::vector<std::pair<Node, Node>> pairs) {
  Node map = Node::map();
  for (auto& [key, value] : pairs) map.add(std::move(key), std::move(value));
  return map;
}

std::string key_line(Node key) { return hcl::write(map_of({{std::move(key), Node::number("1")}})); }

struct Spelling {
  std::string text, hcl;
};

TEST(Hcl, EscapesText) {
  const std::vector<Spelling> rows = {{"plain", R"("plain")"},
                                      {"a \"b\" \\c", R"("a \"b\" \\c")"},
                                      {"a\nb\r\tc", R"("a\nb\r\tc")"},
                                      {std::string("\0\x1f\x7f", 3), R"("\u0000\u001f\u007f")"},
                                      {"\u00a0\u2028\ufeff", R"("\u00a0\u2028\ufeff")"},
                                      {"\U000e0041", R"("\U000e0041")"},
                                      {"é日😀", "\"é日😀\""},
                                      {"# // <<EOT", R"("# // <<EOT")"}};
  for (const auto& row : rows) EXPECT_EQ(hcl::write_value(text(row.text)), row.hcl);
}

TEST(Hcl, DoublesOnlyTheSignBeforeABrace) {
  const std::vector<Spelling> rows = {{"${aws:username}", R"("$${aws:username}")"},
                                      {"%{if}", R"("%%{if}")"},
                                      {"$${x}", R"("$$${x}")"},
                                      {"$ % $$ 5%", R"("$ % $$ 5%")"},
                                      {"%${", R"("%$${")"}};
  for (const auto& row : rows) EXPECT_EQ(hcl::write_value(text(row.text)), row.hcl);
}

TEST(Hcl, WritesValuesIntoText) {
  EXPECT_EQ(hcl::write_value(mixed({text("arn:"), x, text(":*")})), R"("arn:${var.x}:*")");
  EXPECT_EQ(hcl::write_value(mixed({x, x})), R"("${var.x}${var.x}")");
  EXPECT_EQ(hcl::write_value(mixed({text("${"), hcl::call("f", {text("a\"")})})), R"("$${${f("a\"")}")");
}

TEST(Hcl, KeepsADollarBeforeAValueFromBecomingAnEscape) {
  EXPECT_EQ(hcl::write_value(mixed({text("$"), x})), R"("\u0024${var.x}")");
  EXPECT_EQ(hcl::write_value(mixed({text("%"), x, text("$")})), R"("%${var.x}$")");
}

TEST(Hcl, QuotesKeysThatAreNoIdentifiers) {
  EXPECT_EQ(key_line(text("a-b_C1")), "a-b_C1 = 1\n");
  EXPECT_EQ(key_line(text("null")), "null = 1\n");
  EXPECT_EQ(key_line(text("for")), "\"for\" = 1\n");
  EXPECT_EQ(key_line(text("")), "\"\" = 1\n");
  EXPECT_EQ(key_line(text("1a")), "\"1a\" = 1\n");
  EXPECT_EQ(key_line(text("-a")), "\"-a\" = 1\n");
  EXPECT_EQ(key_line(text("aws:x")), "\"aws:x\" = 1\n");
  EXPECT_EQ(key_line(text("é")), "\"\\u00e9\" = 1\n");
  EXPECT_EQ(key_line(text("${")), "\"$${\" = 1\n");
  EXPECT_EQ(key_line(mixed({x, text(":sub")})), "\"${var.x}:sub\" = 1\n");
  EXPECT_EQ(key_line(x), "(var.x) = 1\n");
}

TEST(Hcl, AlignsRunsAndBreaksThemAtValuesOfManyLines) {
  const Node body = map_of({{text("a"), Node::number("1")},
                            {text("bbb"), Node::boolean(true)},
                            {text("cc"), map_of({{text("d"), x}})},
                            {text("e"), Node()},
                            {text("\"f"), Node::map()}});
  EXPECT_EQ(hcl::write(body), R"(a   = 1
bbb = true
cc = {
  d = var.x
}
e     = null
"\"f" = {}
)");
}

TEST(Hcl, BreaksRunsAtComments) {
  Node body = map_of({{text("a"), x}, {text("bbb"), x}, {text("cc"), x}});
  body.entries[1].comment = "why\n\nmore";
  EXPECT_EQ(hcl::write(body), "a = var.x\n# why\n#\n# more\nbbb = var.x\ncc  = var.x\n");
}

TEST(Hcl, WritesOnlyListsOfOneScalarOnALine) {
  EXPECT_EQ(hcl::write_value(Node::list()), "[]");
  EXPECT_EQ(hcl::write_value(Node::list({text("a")})), "[\"a\"]");
  EXPECT_EQ(hcl::write_value(Node::list({mixed({text("a"), x})})), "[\"a${var.x}\"]");
  EXPECT_EQ(hcl::write_value(Node::list({text("a"), x})), "[\n  \"a\",\n  var.x,\n]");
  EXPECT_EQ(hcl::write_value(Node::list({Node::map()})), "[\n  {},\n]");
}

TEST(Hcl, WritesCalls) {
  EXPECT_EQ(hcl::write_value(hcl::call("can", {hcl::call("regex", {text("^a$"), x})})), "can(regex(\"^a$\", var.x))");
  const Node object = map_of({{text("a"), x}});
  EXPECT_EQ(hcl::write_value(hcl::call("jsonencode", {object})), "jsonencode({\n  a = var.x\n})");
  EXPECT_EQ(hcl::write_value(hcl::call("merge", {object, x})), "merge(\n  {\n    a = var.x\n  },\n  var.x,\n)");
  EXPECT_EQ(hcl::write_value(hcl::infix("==", {x, hcl::call("f", {object})})), "var.x == f({\n  a = var.x\n})");
}

/// What Terraform makes of the text, written again.
std::string rewritten(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  const auto out = hcl::write(hcl::load(sources, sources.add("a.tf", text), diagnostics));
  return diagnostics.has_errors() ? "refused" : out;
}

TEST(Hcl, WritesExpressions) {
  for (const std::string value :
       {"a ? b : c", "!a", "-a", "--5", "(a + b) * c", "a[b].c", "f(x)[*].y", "[for v in a : v if b]",
        "{ for k, v in a : k => v... }", "f(a, b...)", "[for v in(a) : v if(b)]", "\"%{if a}b%{else}${c}%{endif}d\"",
        "\"%{for k, v in a}${k}\\u0025%{if v}%{endif}%{endfor}\"", "\"${- a}${ {} }\"", "\"${a}${\"\"}\""}) {
    const auto line = "v = " + value + "\n";
    EXPECT_EQ(rewritten("v = " + value), line);
  }
}

TEST(Hcl, IndentsByOpenBracketsAsTerraformFmtDoes) {
  const std::string text = R"(v = a ? {
  b = 1
  } : f([for c in d : {
    e = "${g({
      h = 1
    })}i"
}]...)
)";
  EXPECT_EQ(rewritten(text), text);
}

TEST(Hcl, SetsBlocksApart) {
  Node inner = hcl::block();
  inner.add("a", x);
  Node outer = hcl::block({"aws_iam_role", "r"});
  outer.add("name", x);
  outer.add("first", inner);
  outer.add("second", inner);
  Node body = Node::map();
  body.add("resource", outer);
  body.add("data", hcl::block({"aws_region", "current"}));
  EXPECT_EQ(hcl::write(body), R"(resource "aws_iam_role" "r" {
  name = var.x

  first {
    a = var.x
  }

  second {
    a = var.x
  }
}

data "aws_region" "current" {}
)");
}

Node as_json(Node value) { return hcl::to_json(map_of({{text("v"), std::move(value)}})).entries[0].value; }

TEST(HclJson, EscapesOnlyWhatATemplateWouldRead) {
  const std::vector<Spelling> rows = {{"a \"\n\t\\", "a \"\n\t\\"},
                                      {"${x} %{y}", "$${x} %%{y}"},
                                      {"$${x}", "$$${x}"},
                                      {"5% $", "5% $"},
                                      {"a\rb", "a${\"\\r\"}b"},
                                      {"$$\r", "${\"$$\"}${\"\\r\"}"},
                                      {"\r\r${", "${\"\\r\"}${\"\\r\"}$${"}};
  for (const auto& row : rows) EXPECT_EQ(as_json(text(row.text)), text(row.hcl));
}

TEST(HclJson, WritesValuesAsInterpolations) {
  EXPECT_EQ(as_json(x), text("${var.x}"));
  EXPECT_EQ(as_json(mixed({text("$${a"), x, text("$$"), x})), text("$$${a${var.x}${\"$$\"}${var.x}"));
  EXPECT_EQ(as_json(hcl::call("can", {hcl::call("regex", {text("^\\d$"), x})})),
            text("${can(regex(\"^\\\\d$\", var.x))}"));
  EXPECT_EQ(as_json(map_of({{mixed({x, text(":${")}), Node::number("1e3")}})),
            map_of({{text("${var.x}:$${"), Node::number("1e3")}}));
}

TEST(HclJson, GathersBlocksByTypeAndLabel) {
  const auto body = [](const char* value) {
    Node block = hcl::block();
    block.add("a", text(value));
    return block;
  };
  const auto labelled = [&](const char* type, const char* label) {
    Node block = hcl::block({type, label});
    block.add("one", body("1"));
    block.add("two", body("2"));
    block.add("two", body("3"));
    return block;
  };
  Node all = Node::map();
  all.add("resource", labelled("r", "x"));
  all.add("data", hcl::block({"d", "z"}));
  all.add("resource", labelled("s", "x"));
  all.add("resource", labelled("r", "y"));
  const std::string inside = R"({"one":{"a":"1"},"two":[{"a":"2"},{"a":"3"}]})";
  EXPECT_EQ(json::write_compact(hcl::to_json(all)), R"({"resource":{"r":{"x":)" + inside + R"(,"y":)" + inside +
                                                        R"(},"s":{"x":)" + inside + R"(}},"data":{"d":{"z":{}}}})");
}

TEST(HclJson, LeavesAloneWhatTerraformReadsAsItStands) {
  Node variable = hcl::block({"v"});
  variable.add("description", text("${x}"));
  variable.add("type", hcl::expression("string"));
  variable.add("default", text("%{y}"));
  Node output = hcl::block({"o"});
  output.add("description", text("${x}"));
  output.add("value", text("${x}"));
  Node all = Node::map();
  all.add("variable", variable);
  all.add("output", output);
  EXPECT_EQ(json::write_compact(hcl::to_json(all)),
            R"({"variable":{"v":{"description":"${x}","type":"string","default":"%{y}"}},)"
            R"("output":{"o":{"description":"${x}","value":"$${x}"}}})");
}

}  // namespace
}  // namespace rolecast
