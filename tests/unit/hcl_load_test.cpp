// How Terraform's language is read, one rule a test.
#include <gtest/gtest.h>

#include "source/report.h"
#include "syntax/hcl.h"
#include "syntax/json.h"
#include "syntax/syntax.h"

namespace rolecast {
namespace {

/// A tree on one line: references as they are, texts in quotes, what has a tag as `(TAG items…)`.
std::string shape(const Node& node) {
  if (node.tag == "expression") return node.text;
  std::string out;
  if (!node.tag.empty()) out = "(" + node.tag;
  for (const auto& item : node.items) out += (out.empty() ? "" : " ") + shape(item);
  if (node.is(Node::Kind::map)) {
    out += node.tag.empty() ? "{" : "";
    for (const auto& entry : node.entries) {
      if (out != "{") out += ' ';
      out += entry.key.tag.empty() ? entry.key.text : shape(entry.key);
      out += '=' + shape(entry.value);
    }
    return out + (node.tag.empty() ? '}' : ')');
  }
  if (node.is(Node::Kind::list)) return node.tag.empty() ? "[" + out + "]" : out + ")";
  return out + json::write_compact(node);
}

/// The shape of a file, or what is wrong with it: `LINE:COLUMN message`, a line each.
std::string read(const std::string& text, const std::string& name = "a.tf") {
  Sources sources;
  Diagnostics diagnostics;
  const auto documents = load(sources, sources.add(name, text), diagnostics);
  std::string out;
  for (const auto& finding : diagnostics.in_file_order()) {
    const auto place = sources[finding.span.file].position(finding.span.begin);
    out += std::to_string(place.line) + ":" + std::to_string(place.column) + " " + finding.message + "\n";
  }
  if (out.empty())
    for (const auto& document : documents) out += shape(document);
  return out;
}

struct Row {
  std::string hcl, shape;
};

void expect_values(const std::vector<Row>& rows) {
  for (const auto& row : rows) EXPECT_EQ(read("v = " + row.hcl + "\n"), "(body v=" + row.shape + ")") << row.hcl;
}

TEST(HclLoad, ReadsBodies) {
  EXPECT_EQ(read("a = 1\nb \"c\" d {\n}\nb { e = 1 }\nf {}"),
            R"((body a=1 b=(block "c" "d") b=(block e=1) f=(block)))");
  EXPECT_EQ(read("a {\r\n  b = 1 # c\r\n\r\n  c /* \n */ = 2 // d\r\n}\r\n"), "(body a=(block b=1 c=2))");
  EXPECT_EQ(read("\xEF\xBB\xBF"
                 "a = 1"),
            "(body a=1)");
  EXPECT_EQ(read("# nothing\n"), "");
}

TEST(HclLoad, ReadsLiterals) {
  expect_values({{"null", "null"},
                 {"true", "true"},
                 {"0755", "755"},
                 {"00.50", "0.50"},
                 {"1.5E-3", "1.5E-3"},
                 {"-5", "-5"},
                 {"- -5", "(prefix - -5)"},
                 {"[1, \"a\",\n]", "[1 \"a\"]"},
                 {"{a = 1, \"b\" : 2\n c = 3}", "{a=1 b=2 c=3}"},
                 {"{}", "{}"}});
}

TEST(HclLoad, TellsKeysThatAreTextFromKeysThatAreValues) {
  expect_values({{"{a = 1}", "{a=1}"},
                 {"{(a) = 1}", "{a=1}"},
                 {"{\"${a}:b\" = 1}", "{(template a \":b\")=1}"},
                 {"{a.b = 1}", "{a.b=1}"},
                 {"{true = 1, null = 2, 5 = 3}", "{true=1 null=2 5=3}"},
                 {"{(\"a\") = 1}", "{a=1}"}});
  EXPECT_EQ(read("v = {(a) = 1, a = 2, \"${b}\" = 3}\n"), "(body v={a=1 a=2 b=3})");
}

TEST(HclLoad, ReadsReferences) {
  expect_values({{"a.b.c", "a.b.c"},
                 {"a [ 0 ] . b", "a[0].b"},
                 {"a[\"b\\n\"]", "a[\"b\\n\"]"},
                 {"a.0.b", "a[0].b"},
                 {"a[b].c", "(attribute c (index a b))"},
                 {"a[-1]", "(index a -1)"},
                 {"f(x).y[0]", "(index (attribute y (call f x)) 0)"},
                 {"a[*].b[0]", "(index (attribute b (splat a)) 0)"},
                 {"a.*.b.0", "(index (attribute b (splat a)) 0)"},
                 {"a.*.b[0]", "(index (parentheses (attribute b (splat a))) 0)"},
                 {"a.b[*].c[*].d", "(attribute d (splat (attribute c (splat a.b))))"}});
}

TEST(HclLoad, GroupsOperators) {
  expect_values({{"a + b + c", "(infix + a b c)"},
                 {"a - b + c", "(infix + (infix - a b) c)"},
                 {"a + b * c % d", "(infix + a (infix % (infix * b c) d))"},
                 {"a || b && c == d < e + f * -g",
                  "(infix || a (infix && b (infix == c (infix < d (infix + e (infix * f (prefix - g)))))))"},
                 {"!a == b", "(infix == (prefix ! a) b)"},
                 {"a ? b : c ? d : e", "(conditional a b (conditional c d e))"},
                 {"(a + b) * c", "(infix * (parentheses (infix + a b)) c)"},
                 {"(a\n+\nb)", "(parentheses (infix + a b))"}});
}

TEST(HclLoad, ReadsCallsAndLoops) {
  expect_values({{"f()", "(call f)"},
                 {"f(a, [b]...)", "(call... f a [b])"},
                 {"f(\na,\nb,\n)", "(call f a b)"},
                 {"provider::x::f(1)", "(call provider::x::f 1)"},
                 {"[for v in a : v]", "(for list v a v)"},
                 {"[\nfor k, v in a : v if k\n]", "(for list k,v a v k)"},
                 {"{for v in a : v => v.b...}", "(for map... v a v v.b)"},
                 {"{\nfor v in a : v => v if v != null}", "(for map v a v v (infix != v null))"}});
}

TEST(HclLoad, ReadsTexts) {
  expect_values({{R"("")", R"("")"},
                 {R"("\n\r\t\"\\\u00e9\U0001F600")", "\"\\n\\r\\t\\\"\\\\\u00e9\U0001F600\""},
                 {R"("$${a} %%{b} $$${c} %$${d} 5% $")", R"("${a} %{b} $${c} %${d} 5% $")"},
                 {R"("${a}")", "a"},
                 {R"("x${a}y")", R"((template "x" a "y"))"},
                 {R"("${a} ")", R"((template a " "))"},
                 {R"("${a ~} ")", R"((template a ""))"},
                 {R"("x \n ${~ a ~} \n y")", R"((template "x" a "y"))"},
                 {R"("a${"b"}c${"${d}e"}")", R"((template "abc" d "e"))"},
                 {R"("${f("}")}x")", R"((template (call f "}") "x"))"},
                 {"\"${a\n+\nb}\"", "(infix + a b)"}});
}

TEST(HclLoad, ReadsDirectives) {
  expect_values(
      {{R"("%{ if a }b%{ endif }")", R"((template (directive if a "b" "")))"},
       {R"("%{ if a ~} b${c} %{~ else }${d}%{ endif }e")", R"((template (directive if a (template "b" c) d) "e"))"},
       {R"("%{ for k, v in a }%{ for w in v }${w}%{ endfor }%{ endfor }")",
        R"((template (directive for k,v a (template (directive for w v w)))))"}});
}

TEST(HclLoad, ReadsHeredocs) {
  expect_values({{"<<EOT\n  a\\n\"b\" $${c}\n\n  EOT  ", R"("  a\\n\"b\" ${c}\n\n")"},
                 {"<<EOT\nEOT", R"("")"},
                 {"<<-EOT\n    a\n\n   \n      b\n   ${c}\n  EOT", R"((template " a\n\n   \n   b\n" c "\n"))"},
                 {"<<-EOT\r\n  a\r\n    b\r\n  EOT\r", R"("a\r\n  b\r\n")"},
                 {"[<<A\nx\nA\n, <<B\ny\nB\n]", R"(["x\n" "y\n"])"},
                 {"<<EOT\n${a}EOT\nEOT", R"((template a "EOT\n"))"},
                 {"<<-EOT\n    %{ if a ~}\n      x\n    %{ endif ~}\n    y\n  EOT",
                  R"((template (directive if a "      x\n" "") "    y\n"))"}});
}

TEST(HclLoad, RefusesDuplicatesButOfBlocks) {
  EXPECT_EQ(read("a {}\na {}\n"), "(body a=(block) a=(block))");
  EXPECT_EQ(read("a = 1\na = 2\n"), "2:1 key `a` stands twice\n");
  EXPECT_EQ(read("a {}\na = 2\n"), "2:1 key `a` stands twice\n");
  EXPECT_EQ(read("v = {\"a\" = 1, \"\\u0061\" = 2, (a) = 3, (b.c) = 4, (b.c) = 5}\n"),
            "1:15 key `a` stands twice\n1:50 key `b.c` stands twice\n");
}

TEST(HclLoad, GoesOnBehindAFault) {
  EXPECT_EQ(read(R"(a = [1,
b = 2
resource "x" {
  y = 1 2
  z = "abc
  w = f({
    a = ,
  })
  v = 5 5
}
}
c = <<EOT
)"),
            R"(2:3 `=` where `]` should be
4:9 `2` where the end of the line should be
5:11 a text that is not closed in its line
7:9 `,` where a value should be
9:9 `5` where the end of the line should be
11:1 `}` closes nothing
12:5 a heredoc that is not closed
)");
}

TEST(HclLoad, SaysWhatIsWrong) {
  const std::vector<Row> rows = {{"a", "1:2 the end of the text where `=` or `{` should be\n"},
                                 {"\"a\" = 1", "1:1 a text where a name should be\n"},
                                 {"a = 'b'", "1:5 `'` where a value should be\n"},
                                 {"a = \"\\x\"", "1:6 a backslash that begins no escape\n"},
                                 {"a = \"\\uD800\"", "1:6 an escape of no character\n"},
                                 {"a = \"${b\"\n", "1:9 a text where `}` should be\n"},
                                 {"a = \"%{ if b }\"", "1:6 an `if` without its end\n"},
                                 {"a = \"%{ else }\"", "1:6 this directive ends or divides nothing\n"},
                                 {"a = \"b\rc\"", "1:7 a text that is not closed in its line\n"},
                                 {"a = <<E\nb\rc\nE\n", "2:2 a carriage return inside of a text\n"},
                                 {"a = <<E\nE", "1:5 a heredoc that is not closed\n"},
                                 {"a = é", "1:5 `é` where a value should be\n"},
                                 {"a \"${b}\" {}", "1:3 a label with a value in it\n"},
                                 {"a { b {} }", "1:5 a block inside of a block that stands on one line\n"},
                                 {"a = 1 /*", "1:7 `/*` where the end of the line should be\n"},
                                 {"a = {b\n= 1}", "1:7 the end of the line where `=` should be\n"},
                                 {"a = {1.0 = 1}", "1:6 this is no key\n"},
                                 {"a = \"\u212b\"", "1:6 U+212B in a text, which Terraform may change\n"},
                                 {"a = [\"${b}e\\u0301\", \"\u0e48\"]",
                                  "1:11 U+0301 in a text, which Terraform may change\n"
                                  "1:22 U+0E48 in a text, which Terraform may change\n"},
                                 {"a = b::c", "1:9 the end of the text where `(` should be\n"}};
  for (const auto& row : rows) EXPECT_EQ(read(row.hcl), row.shape) << row.hcl;
}

TEST(HclLoad, LimitsNesting) {
  const auto repeated = [](const std::string& text, int times) {
    std::string out;
    while (times-- > 0) out += text;
    return out;
  };
  const auto refused = [](const std::string& text) {
    return read("v = " + text).find("more than 100 levels of nesting") != std::string::npos;
  };
  EXPECT_FALSE(refused(repeated("[", 90) + repeated("]", 90)));
  for (const std::string open : {"[", "{a=", "(", "!", "f(", "a ? b : ", "\"${", "[for a in b : ", "a + b * ("})
    EXPECT_TRUE(refused(repeated(open, 100'000))) << open;
  for (const std::string more : {".a", "[b]", "[*]", " + b - c", "[b].c"})
    EXPECT_TRUE(refused("f()" + repeated(more, 100'000))) << more;
  EXPECT_FALSE(refused("a" + repeated(".b", 100'000)));
  EXPECT_FALSE(refused("a" + repeated(" + b", 100'000)));
  EXPECT_NE(read(repeated("a {\n", 1000)).find("more than 100 levels"), std::string::npos);
}

TEST(HclLoad, KnowsTerraformByItsBlocks) {
  EXPECT_EQ(read("# c\n\nresource \"a\" \"b\" {}", "-"), R"((body resource=(block "a" "b")))");
  EXPECT_EQ(read("locals {\n}", "x.txt"), "(body locals=(block))");
  EXPECT_EQ(read("locals: {}", "x"), "{locals={}}");
}

TEST(HclLoad, PlacesEverything) {
  const std::string text = "a \"b\" {\n  c = [x.y, \"d${e}\"]\n}\n";
  Sources sources;
  Diagnostics diagnostics;
  const auto documents = load(sources, sources.add("a.tf", text), diagnostics);
  ASSERT_EQ(documents.size(), 1u);
  const auto at = [&](const Node& node) { return text.substr(node.span.begin, node.span.end - node.span.begin); };
  const auto& block = documents[0].entries[0];
  const auto& list = block.value.entries[0];
  EXPECT_EQ(at(block.key), "a");
  EXPECT_EQ(at(block.value), "a \"b\" {\n  c = [x.y, \"d${e}\"]\n}");
  EXPECT_EQ(at(block.value.items[0]), "\"b\"");
  EXPECT_EQ(at(list.key), "c");
  EXPECT_EQ(at(list.value), "[x.y, \"d${e}\"]");
  EXPECT_EQ(at(list.value.items[0]), "x.y");
  EXPECT_EQ(at(list.value.items[1]), "\"d${e}\"");
  EXPECT_EQ(at(list.value.items[1].items[0]), "d");
  EXPECT_EQ(at(list.value.items[1].items[1]), "e");
}

}  // namespace
}  // namespace rolecast
