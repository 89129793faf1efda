// Laws of the syntaxes: what is written is read back as it was, and a second write changes nothing.
#include "syntax/syntax.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "random_hcl.h"
#include "random_node.h"
#include "source/report.h"
#include "source/utf8.h"
#include "syntax/hcl.h"
#include "syntax/json.h"
#include "syntax/yaml.h"

namespace rolecast {
namespace {

std::vector<Node> load_text(const std::string& name, const std::string& text, Diagnostics& diagnostics) {
  Sources sources;
  return load(sources, sources.add(name, text), diagnostics);
}

void expect_same(const std::string& name, const std::string& text, const Node& node) {
  Diagnostics diagnostics;
  Sources sources;
  const auto documents = load(sources, sources.add(name, text), diagnostics);
  ASSERT_FALSE(diagnostics.has_errors()) << report(sources, diagnostics, false) << text;
  ASSERT_EQ(documents.size(), 1u) << text;
  EXPECT_TRUE(documents[0] == node) << text << "\nread as\n" << json::write(documents[0]);
}

TEST(Syntax, WrittenJsonIsReadBackAsItWas) {
  for (unsigned seed = 0; seed < 4000; ++seed) {
    const Node node = testing::RandomNode(seed).tree();
    const auto text = json::write(node);
    expect_same("a.json", text, node);
    expect_same("a.json", json::write_compact(node), node);
    if (HasFatalFailure() || HasNonfatalFailure()) FAIL() << "seed " << seed;
  }
}

TEST(Syntax, WrittenHclIsReadBackAsItWas) {
  for (unsigned seed = 0; seed < 1000; ++seed) {
    Node body = testing::RandomHcl(seed).body();
    if (body.entries.empty()) continue;
    const auto text = hcl::write(body);
    expect_same("a.tf", text, body);
    if (HasFatalFailure() || HasNonfatalFailure()) FAIL() << "seed " << seed;
  }
}

/// With blocks in the order of their types and labels, as JSON gathers them.
Node gathered(Node body) {
  const auto name = [](const Entry& entry) {
    std::vector<std::string> words = {entry.key.text};
    for (const auto& label : entry.value.items) words.push_back(label.text);
    return entry.value.tag == "block" ? words : std::vector<std::string>();
  };
  for (auto& entry : body.entries)
    if (entry.value.tag == "block") entry.value = gathered(std::move(entry.value));
  std::stable_sort(body.entries.begin(), body.entries.end(),
                   [&](const Entry& a, const Entry& b) { return name(a) < name(b); });
  return body;
}

TEST(Syntax, TerraformJsonSaysWhatTerraformSays) {
  for (unsigned seed = 0; seed < 1000; ++seed) {
    const Node body = testing::RandomHcl(seed).terraform();
    const auto text = json::write(hcl::to_json(body));
    Diagnostics diagnostics;
    Sources sources;
    auto documents = load(sources, sources.add("a.tf.json", text), diagnostics);
    ASSERT_EQ(documents.size(), 1u) << report(sources, diagnostics, false);
    const Node read = hcl::from_json(std::move(documents[0]), diagnostics);
    ASSERT_FALSE(diagnostics.has_errors()) << report(sources, diagnostics, false) << text;
    ASSERT_TRUE(gathered(read) == gathered(body)) << "seed " << seed << "\n"
                                                  << hcl::write(gathered(body)) << "\n"
                                                  << text << hcl::write(gathered(read));
  }
}

TEST(Syntax, WrittenYamlIsReadBackAsItWas) {
  for (unsigned seed = 0; seed < 4000; ++seed) {
    const Node node = testing::RandomNode(seed).tree();
    const auto text = yaml::write(node);
    expect_same("a.yaml", text, node);
    if (HasFatalFailure() || HasNonfatalFailure()) FAIL() << "seed " << seed;
  }
}

/// Puts CloudFormation's short tags on some texts and lists.
void tag_some(Node& node, std::mt19937& random) {
  if (random() % 3 == 0) {
    if (node.is(Node::Kind::string)) node.tag = "!Sub";
    if (node.is(Node::Kind::list)) node.tag = "!Join";
    if (node.is(Node::Kind::map)) node.tag = "!Transform";
  }
  for (auto& item : node.items) tag_some(item, random);
  for (auto& entry : node.entries) tag_some(entry.value, random);
}

TEST(Syntax, TagsSurviveYaml) {
  for (unsigned seed = 0; seed < 1000; ++seed) {
    Node node = testing::RandomNode(seed).tree();
    std::mt19937 random(seed);
    tag_some(node, random);
    expect_same("a.yaml", yaml::write(node), node);
    if (HasFatalFailure() || HasNonfatalFailure()) FAIL() << "seed " << seed;
  }
}

TEST(Syntax, CommentsAreNoPartOfATree) {
  Node node = Node::map();
  node.add("a", Node::string("b"));
  node.add("c", Node::map()).add("d", Node::string("e"));
  node.entries[0].comment = "what a is\nin two lines";
  node.entries[1].value.entries[0].comment = "inner";
  const auto text = yaml::write(node);
  EXPECT_EQ(text, "# what a is\n# in two lines\na: b\n\nc:\n  # inner\n  d: e\n");
  expect_same("a.yaml", text, node);
}

/// A fault: the input, its code, and the text that the place must point at.
struct Fault {
  const char* name;
  std::string text;
  Code code;
  std::size_t at;
};

class Refused : public ::testing::TestWithParam<Fault> {};

TEST_P(Refused, AtItsPlace) {
  const auto& fault = GetParam();
  Diagnostics diagnostics;
  const auto documents = load_text(fault.name, fault.text, diagnostics);
  ASSERT_EQ(diagnostics.errors(), 1u);
  EXPECT_EQ(to_string(diagnostics.all()[0].code), to_string(fault.code));
  EXPECT_EQ(diagnostics.all()[0].span.begin, fault.at) << diagnostics.all()[0].message;
}

std::string nested(char open, int depth) { return std::string(static_cast<std::size_t>(depth), open); }

INSTANTIATE_TEST_SUITE_P(
    Json, Refused,
    ::testing::Values(
        Fault{"a.json", "{\"a\": NaN}", Code::json_syntax, 6}, Fault{"a.json", "{\"a\": 012}", Code::json_syntax, 6},
        Fault{"a.json", "[1}", Code::json_syntax, 2}, Fault{"a.json", "// no\n{}", Code::json_syntax, 0},
        Fault{"a.json", "[1,]", Code::json_syntax, 3}, Fault{"a.json", "{} x", Code::json_syntax, 3},
        Fault{"a.json", "[1, 1e99999]", Code::json_syntax, 4}, Fault{"a.json", "[1,,2]", Code::json_syntax, 3},
        Fault{"a.json", "[ \"open", Code::json_syntax, 2}, Fault{"a.json", "[\"a\" \"b\"]", Code::json_syntax, 5},
        Fault{"a.json", "{\"a\" true}", Code::json_syntax, 5}, Fault{"a.json", "[-012]", Code::json_syntax, 1},
        Fault{"a.json", "[1_000]", Code::json_syntax, 1}, Fault{"a.json", "[1, [2]", Code::json_syntax, 7},
        Fault{"a.json", "[\"a\\qb\"]", Code::json_syntax, 4}, Fault{"a.json", "['a']", Code::json_syntax, 1},
        Fault{"a.json", "[\"a\nb\"]", Code::json_syntax, 3}, Fault{"a.json", "[\"\\uD800\"]", Code::json_syntax, 8},
        Fault{"a.json", "{\"a\": 1, \"\\u0061\": 2}", Code::duplicate_key, 9},
        Fault{"a.json", "[\"\xC3\x28\"]", Code::encoding, 2}, Fault{"a.json", "[\"\xED\xA0\x80\"]", Code::encoding, 2},
        Fault{"a.json", "[\"\xC0\x80\"]", Code::encoding, 2},
        Fault{"a.json", nested('[', 20000), Code::too_deep, 100}));

INSTANTIATE_TEST_SUITE_P(
    Yaml, Refused,
    ::testing::Values(
        Fault{"a.yaml", "a: 1\nb: 2\na: 3\n", Code::duplicate_key, 10},
        Fault{"a.yaml", "a: 1\n\"\\x61\": 3\n", Code::duplicate_key, 5},
        Fault{"a.yaml", "base: &b {x: 1}\nc:\n  <<: *b\n", Code::yaml_feature, 21},
        Fault{"a.yaml", "a: .nan\n", Code::yaml_feature, 3}, Fault{"a.yaml", "a: -.inf\n", Code::yaml_feature, 3},
        Fault{"a.yaml", "? [a, b]\n: c\n", Code::yaml_feature, 2},
        Fault{"a.yaml", "a: !!int x\n", Code::yaml_feature, 3}, Fault{"a.yaml", "a: \"\x7F\"\n", Code::yaml_syntax, 4},
        Fault{"a.yaml", "a: b\xE2\x80\xA8\n", Code::yaml_syntax, 4}, Fault{"a.yaml", "a: b\rc\n", Code::yaml_syntax, 4},
        Fault{"a.yaml", "a: [1\n", Code::yaml_syntax, 3}, Fault{"a.yaml", "a: [1, 2", Code::yaml_syntax, 3},
        Fault{"a.yaml", "a: {b: [1]\n", Code::yaml_syntax, 3}, Fault{"a.yaml", "a: &x [*x]\n", Code::yaml_feature, 7},
        Fault{"a.yaml", "a: " + nested('[', 100) + nested(']', 100), Code::too_deep, 102}));

/// What yaml-cpp takes and other parsers do not, or where it reports the consequence and not the cause.
INSTANTIATE_TEST_SUITE_P(
    YamlCpp, Refused,
    ::testing::Values(
        Fault{"a.yaml", "a: \"*\n", Code::yaml_syntax, 3}, Fault{"a.yaml", "a: \"*", Code::yaml_syntax, 3},
        Fault{"a.yaml", "a: &x !!str 'b\n", Code::yaml_syntax, 12}, Fault{"a.yaml", "a: [\"b]", Code::yaml_syntax, 4},
        Fault{"a.yaml", "a: \"b\nc: \"d\"\n", Code::yaml_syntax, 3},
        Fault{"a.yaml", "a: \"b\nc: \"d: e\"\n", Code::yaml_syntax, 3},
        Fault{"a.yaml", "a: \"b\n---\nc: \"d\"\n", Code::yaml_syntax, 3},
        Fault{"a.yaml", "\"a\" \"b\"\n", Code::yaml_syntax, 4}, Fault{"a.yaml", "a: 1\nb\n", Code::yaml_syntax, 5},
        Fault{"a.yaml", "a: 1\nnull\n", Code::yaml_syntax, 5}, Fault{"a.yaml", "a: 1\nb:c\n", Code::yaml_syntax, 5},
        Fault{"a.yaml", "- a\nb: 1\n", Code::yaml_syntax, 4}, Fault{"a.yaml", "  a: 1\nb: 2\n", Code::yaml_syntax, 7},
        Fault{"a.yaml", "[a]\n[b]\n", Code::yaml_syntax, 4}, Fault{"a.yaml", "a\n...\nb\n", Code::yaml_syntax, 6},
        Fault{"a.yaml", "%YAML 1.2\na: b\n", Code::yaml_syntax, 10},
        Fault{"a.yaml", "a: [1,,2]\n", Code::yaml_syntax, 6}, Fault{"a.yaml", "a: {x: 1,,}\n", Code::yaml_syntax, 9},
        Fault{"a.yaml", "a: [x,\n\ty]\n", Code::yaml_syntax, 7},
        Fault{"a.yaml", "a:\n  b: 1\n\tc: 2\n", Code::yaml_syntax, 10},
        Fault{"a.yaml", "a:\n\tb: 1\n", Code::yaml_syntax, 3}, Fault{"a.yaml", "a: &x\"b\"\n", Code::yaml_syntax, 3},
        Fault{"a.yaml", "a: !x{b}\n", Code::yaml_syntax, 3}, Fault{"a.yaml", "a: ! 12\n", Code::yaml_feature, 3},
        Fault{"a.yaml", "a: *\n", Code::yaml_syntax, 3}, Fault{"a.yaml", "a: *b\n", Code::yaml_syntax, 3},
        Fault{"a.yaml", "a: \"\\q\"\n", Code::yaml_syntax, 4}, Fault{"a.yaml", "a: @b\n", Code::yaml_syntax, 3},
        Fault{"a.yaml", "a: \"\\_\"\n", Code::yaml_feature, 3}, Fault{"a.yaml", "a: b\n%c\n", Code::yaml_syntax, 5},
        Fault{"a.yaml", "[a]\n---b: c\n", Code::yaml_syntax, 4},
        Fault{"a.yaml", "- a\n ---\nb\n", Code::yaml_syntax, 9}, Fault{"a.yaml", "a: \n[b]\n", Code::yaml_syntax, 4},
        Fault{"a.yaml", "a: !x\n\"b\" \n", Code::yaml_syntax, 6}, Fault{"a.yaml", "]\n", Code::yaml_syntax, 0}));

TEST(Yaml, AliasBombIsRefused) {
  std::string text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
  for (char c = 'b'; c < 'k'; ++c) {
    const std::string before(1, static_cast<char>(c - 1));
    text += std::string(1, c) + ": &" + c + " [*" + before;
    for (int i = 1; i < 10; ++i) text += ", *" + before;
    text += "]\n";
  }
  Diagnostics diagnostics;
  EXPECT_TRUE(load_text("a.yaml", text, diagnostics).empty());
  ASSERT_EQ(diagnostics.errors(), 1u);
  EXPECT_EQ(diagnostics.all()[0].code, Code::too_large);
}

TEST(Yaml, PlainScalarsFollowTheCoreSchemaAndKeepTheirSpelling) {
  const struct {
    const char* text;
    Node::Kind kind;
  } cases[] = {
      {"012345678901", Node::Kind::number}, {"123456789012", Node::Kind::number}, {"1e3", Node::Kind::number},
      {".5", Node::Kind::number},           {"0x1F", Node::Kind::number},         {"0o17", Node::Kind::number},
      {"+1", Node::Kind::number},           {"1.", Node::Kind::number},           {"1_000", Node::Kind::string},
      {"1:30", Node::Kind::string},         {"2012-10-17", Node::Kind::string},   {"yes", Node::Kind::string},
      {"on", Node::Kind::string},           {"0b11", Node::Kind::string},         {"'10'", Node::Kind::string},
      {"!!str 10", Node::Kind::string},     {"e3", Node::Kind::string},           {".", Node::Kind::string}};
  for (const auto& each : cases) {
    Diagnostics diagnostics;
    const auto documents = load_text("a.yaml", std::string("a: ") + each.text + "\n", diagnostics);
    ASSERT_EQ(documents.size(), 1u) << each.text;
    const auto& value = documents[0].entries[0].value;
    EXPECT_EQ(value.kind, each.kind) << each.text;
    if (each.kind == Node::Kind::number) {
      EXPECT_EQ(value.text, each.text);
    }
  }
}

TEST(Yaml, KeysAreTheirSpelling) {
  Diagnostics diagnostics;
  const auto documents = load_text("a.yaml", "Null: 1\ntrue: 2\n10: 3\non: 4\n.nan: 5\n", diagnostics);
  ASSERT_EQ(documents.size(), 1u);
  std::vector<std::string> keys;
  for (const auto& entry : documents[0].entries) keys.push_back(entry.key.text);
  EXPECT_EQ(keys, (std::vector<std::string>{"Null", "true", "10", "on", ".nan"}));
}

TEST(Yaml, SpansCoverScalars) {
  const std::string text = "a: 'it''s'\nb: \"x\\\"y\"\nc: plain text\nd: [one, two]\n";
  Sources sources;
  Diagnostics diagnostics;
  const auto documents = load(sources, sources.add("a.yaml", text), diagnostics);
  ASSERT_EQ(documents.size(), 1u);
  const auto shown = [&](const Node& node) { return text.substr(node.span.begin, node.span.end - node.span.begin); };
  EXPECT_EQ(shown(documents[0].entries[0].value), "'it''s'");
  EXPECT_EQ(shown(documents[0].entries[1].value), "\"x\\\"y\"");
  EXPECT_EQ(shown(documents[0].entries[2].value), "plain text");
  EXPECT_EQ(shown(documents[0].entries[3].value.items[1]), "two");
}

TEST(Yaml, SpansCoverTagsAnchorsAndAliases) {
  const std::string text = "a: &x !!str 'it''s'\nb: [*x, !Sub \"y\"]\nc: &z # none\nd:\ne:\n  - # no - thing\n  - 1\n";
  Sources sources;
  Diagnostics diagnostics;
  const auto documents = load(sources, sources.add("a.yaml", text), diagnostics);
  ASSERT_EQ(documents.size(), 1u) << report(sources, diagnostics, false);
  const auto shown = [&](const Node& node) { return text.substr(node.span.begin, node.span.end - node.span.begin); };
  const auto& entries = documents[0].entries;
  EXPECT_EQ(shown(entries[0].value), "&x !!str 'it''s'");
  EXPECT_EQ(shown(entries[1].value.items[0]), "*x");
  EXPECT_EQ(shown(entries[1].value.items[1]), "!Sub \"y\"");
  EXPECT_EQ(shown(entries[2].value), "&z");
  EXPECT_EQ(entries[3].value.span.begin, entries[3].key.span.begin);
  EXPECT_EQ(shown(entries[3].value), "d");
  EXPECT_EQ(entries[4].value.items[0].span.begin, text.find("- #"));
}

TEST(Syntax, InputsWithoutAValueHaveNoDocuments) {
  for (const char* name : {"a.json", "a.yaml", "<stdin>"})
    for (const char* text : {"", " ", "\n", "\xEF\xBB\xBF\r\n\t"}) {
      Diagnostics diagnostics;
      EXPECT_TRUE(load_text(name, text, diagnostics).empty());
      EXPECT_FALSE(diagnostics.has_errors()) << name << ": " << text;
    }
  for (const char* text : {"# a\n", "---\n", "---\n# a\n...\n", "---\n---\n"}) {
    Diagnostics diagnostics;
    EXPECT_TRUE(load_text("a.yaml", text, diagnostics).empty()) << text;
    EXPECT_FALSE(diagnostics.has_errors()) << text;
  }
  Diagnostics diagnostics;
  EXPECT_EQ(load_text("a.yaml", "~\n", diagnostics).size(), 1u);
}

TEST(Json, NumbersBeyondADoubleKeepTheirSpelling) {
  Diagnostics diagnostics;
  const auto documents = load_text("a.json", "[1e400, -1.5E+2000, 123456789012345678901234567890]", diagnostics);
  ASSERT_EQ(documents.size(), 1u);
  EXPECT_EQ(documents[0].items[0].text, "1e400");
  EXPECT_EQ(documents[0].items[1].text, "-1.5E+2000");
  EXPECT_EQ(documents[0].items[2].text, "123456789012345678901234567890");
}

TEST(Report, SaysWhatWasFoundTwiceOnce) {
  Sources sources;
  const auto file = sources.add("a.yaml", "a: b\n");
  Diagnostics diagnostics;
  diagnostics.error(Code::wrong_type, {file, 3, 4}, "one");
  diagnostics.error(Code::wrong_type, {file, 3, 4}, "two");
  diagnostics.error(Code::wrong_type, {file, 3, 4}, "one");
  diagnostics.error(Code::wrong_type, {file, 0, 1}, "one");
  EXPECT_EQ(diagnostics.in_file_order().size(), 3u);
}

TEST(Report, ShowsNoExcerptForAWholeInputAndEscapesBadBytes) {
  Sources sources;
  const auto file = sources.add("a.yaml", "caf\xE9 \xC3\xA9\xF0\x9F\x98\x80 \x80\n");
  Diagnostics diagnostics;
  diagnostics.error(Code::encoding, {file, 0, 0}, "bad \xFF name");
  diagnostics.error(Code::encoding, {file, 3, 4}, "byte");
  EXPECT_EQ(report(sources, diagnostics, false),
            "a.yaml:1:1: error[RC002]: bad \\xff name\n"
            "a.yaml:1:4: error[RC002]: byte\n"
            "  caf\\xe9 \xC3\xA9\xF0\x9F\x98\x80 \\x80\n"
            "     ^^^^\n");
}

TEST(Json, SpansCoverTokens) {
  const std::string text = "{ \"k\\u0041\" : [ -1.50e3 , true,\"é\" , {} ] }";
  Sources sources;
  Diagnostics diagnostics;
  const auto documents = load(sources, sources.add("a.json", text), diagnostics);
  ASSERT_EQ(documents.size(), 1u);
  const auto shown = [&](const Node& node) { return text.substr(node.span.begin, node.span.end - node.span.begin); };
  const auto& entry = documents[0].entries[0];
  EXPECT_EQ(shown(documents[0]), text);
  EXPECT_EQ(entry.key.text, "kA");
  EXPECT_EQ(shown(entry.key), "\"k\\u0041\"");
  EXPECT_EQ(shown(entry.value), "[ -1.50e3 , true,\"é\" , {} ]");
  const char* items[] = {"-1.50e3", "true", "\"é\"", "{}"};
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(shown(entry.value.items[i]), items[i]);
}

TEST(Syntax, JsonInAYamlFileIsReadAsJson) {
  Diagnostics diagnostics;
  const auto documents = load_text("a.yaml", "{\"a\": \"\\ud83d\\ude00\"}", diagnostics);
  ASSERT_EQ(documents.size(), 1u);
  EXPECT_EQ(documents[0].entries[0].value.text, "\xF0\x9F\x98\x80");
}

TEST(Utf8, IsCheckedToTheByte) {
  EXPECT_EQ(find_bad_utf8("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\xF4\x8F\xBF\xBF"), std::string_view::npos);
  for (const std::string bad : {"\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF",
                                "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xC3", "\xE2\x82", "\xFF"})
    EXPECT_EQ(find_bad_utf8("ab" + bad), 2u);
}

}  // namespace
}  // namespace rolecast
