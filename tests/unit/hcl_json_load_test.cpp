// How Terraform's JSON syntax is read; what comes of each was tried with `terraform apply`.
#include <gtest/gtest.h>

#include "syntax/hcl.h"
#include "syntax/json.h"

namespace rolecast {
namespace {

/// A file in Terraform's own syntax, or what is wrong with it.
std::string read(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  Node node = json::load(sources, sources.add("a.tf.json", text), diagnostics);
  const auto written = hcl::write(hcl::from_json(std::move(node), diagnostics));
  std::string out;
  for (const auto& finding : diagnostics.in_file_order())
    out += text.substr(finding.span.begin, finding.span.end - finding.span.begin) + " " + finding.message + "\n";
  return out.empty() ? written : out;
}

std::string read_value(const std::string& value) { return read(R"({"locals": {"v": )" + value + "}}"); }
std::string written(const std::string& value) { return "locals {\n  v = " + value + "\n}\n"; }

TEST(HclJsonLoad, ReadsTextsAsTemplates) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {R"("a\n\"\\n")", R"("a\n\"\\n")"},
      {R"("${a}")", "a"},
      {R"("x${a}$${b}")", R"("x${a}$${b}")"},
      {R"j("${f(\"a\\\\b\")}")j", R"j(f("a\\b"))j"},
      {R"("a\r\n${b}")", R"("a\r\n${b}")"},
      {R"("a${\"\\r\"}b")", R"("a\rb")"},
      {R"("a\n  ${~ b ~}  \n  c")", R"("a\n${b}  c")"},
      {R"("x}")", R"("x}")"},
      {R"("<<EOT\n$")", R"("<<EOT\n$")"},
      {R"({"a": [1, true, null], "${b}": {"//": 2}})",
       "{\n    a = [\n      1,\n      true,\n      null,\n    ]\n    (b) = {\n      \"//\" = 2\n    }\n  }"}};
  for (const auto& [value, hcl] : rows) EXPECT_EQ(read_value(value), written(hcl)) << value;
}

TEST(HclJsonLoad, ReadsBlocks) {
  EXPECT_EQ(read(R"({"//": "c", "output": [{"a": {"//": 1, "value": 1}}, {"b": [{"value": 2}]}]})"),
            "output \"a\" {\n  value = 1\n}\n\noutput \"b\" {\n  value = 2\n}\n");
  EXPECT_EQ(read(R"([{"locals": {"a": 1}}, {"locals": [{"b": 2}, {}]}])"),
            "locals {\n  a = 1\n}\n\nlocals {\n  b = 2\n}\n\nlocals {}\n");
  EXPECT_EQ(read(R"({"output": {"a": null, "b": []}})"), "");
  EXPECT_EQ(read(R"({"resource": {"t": {"l": {"tags": {"a": "b"}, "lifecycle": {"prevent_destroy": true},
                     "dynamic": {"x": {"for_each": "${y}", "content": {"z": 1}}}}}}})"),
            R"(resource "t" "l" {
  tags = {
    a = "b"
  }

  lifecycle {
    prevent_destroy = true
  }

  dynamic "x" {
    for_each = y

    content {
      z = 1
    }
  }
}
)");
}

TEST(HclJsonLoad, ReadsWhatIsNoTemplate) {
  EXPECT_EQ(read(R"j({"variable": {"v": {"type": "list(string)", "default": ["${x}", "%{y}"],
                      "description": "${a}"}}})j"),
            "variable \"v\" {\n  type = list(string)\n  default = [\n    \"$${x}\",\n    \"%%{y}\",\n  ]\n"
            "  description = \"$${a}\"\n}\n");
  EXPECT_EQ(read(R"({"module": {"m": {"source": "./${x}", "providers": {"aws": "aws.a", "aws.b": "aws.c"},
                     "depends_on": ["a.b"]}}})"),
            "module \"m\" {\n  source = \"./$${x}\"\n  providers = {\n    aws     = aws.a\n    (aws.b) = aws.c\n  }\n"
            "  depends_on = [a.b]\n}\n");
}

TEST(HclJsonLoad, PlacesFaultsAtTheText) {
  EXPECT_EQ(read_value(R"("${a")"), "\"${a\" the end of the text where `}` should be\n");
  EXPECT_EQ(read_value(R"(["a\r${b}", "%{if x}"])"),
            "\"a\\r${b}\" a carriage return inside of a text\n\"%{if x}\" an `if` without its end\n");
  EXPECT_EQ(read_value(R"({"a": 1, "${\"a\"}": 2})"), "\"${\\\"a\\\"}\" key `a` stands twice\n");
  EXPECT_EQ(read(R"({"output": {"//": "c", "a": {}}})"), "\"c\" text where a block `output` should be\n");
  EXPECT_EQ(read(R"({"output": null})"), "null nothing where a block `output` should be\n");
  EXPECT_EQ(read(R"({"output": [[{}]]})"), "[{}] a list where a block `output` should be\n");
}

TEST(HclJsonLoad, RefusesWhatNfcWouldChange) {
  EXPECT_EQ(read_value(R"("\u212b")"), "\"\\u212b\" U+212B in a text, which Terraform may change\n");
  EXPECT_EQ(read_value(R"("e\u0301")"), "\"e\\u0301\" U+0301 in a text, which Terraform may change\n");
  EXPECT_EQ(read(R"({"variable": {"v": {"default": "\u212b"}}})"),
            "\"\\u212b\" U+212B in a text, which Terraform may change\n");
  EXPECT_EQ(read_value(R"("\u00e9 \u65e5 \u0416 \ud83d\ude00")"), written("\"\u00e9 \u65e5 \u0416 \U0001F600\""));
}

}  // namespace
}  // namespace rolecast
