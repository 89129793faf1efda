// Text: the native spelling, both ways.
#include "model/text.h"

#include <gtest/gtest.h>

namespace rolecast {
namespace {

/// Pieces in a readable spelling: literals as they are, references in angle brackets.
std::string pieces(const std::string& spelling) {
  Diagnostics diagnostics;
  const auto text = parse_text(spelling, {}, diagnostics);
  if (diagnostics.has_errors()) return "error";
  std::string result;
  for (const auto& piece : text.pieces()) result += piece.is_reference ? "<" + piece.text + ">" : piece.text;
  return result;
}

TEST(Text, ReadsReferencesVariablesAndEscapes) {
  EXPECT_EQ(pieces("arn:${partition}:iam::${account}:x"), "arn:<partition>:iam::<account>:x");
  EXPECT_EQ(pieces("${aws:username}"), "${aws:username}");
  EXPECT_EQ(pieces("${aws:PrincipalTag/x, 'y'}"), "${aws:PrincipalTag/x, 'y'}");
  EXPECT_EQ(pieces("${*}${?}${$}"), "${*}${?}${$}");
  EXPECT_EQ(pieces("$${x}"), "${x}");
  EXPECT_EQ(pieces("$$${x}"), "$${x}");
  EXPECT_EQ(pieces("$$$${x}"), "$$${x}");
  EXPECT_EQ(pieces("$${${account}}"), "${<account>}");
  EXPECT_EQ(pieces("$ $$ {x} }"), "$ $$ {x} }");
  EXPECT_EQ(pieces("%{if}"), "%{if}");
  EXPECT_EQ(pieces(""), "");
}

TEST(Text, RefusesWhatIsNoReference) {
  for (const auto* spelling : {"${", "${x", "${}", "${!x}", "${a b}", "${9}", "${aws:x/${account}}", "${a.b}"})
    EXPECT_EQ(pieces(spelling), "error") << spelling;
}

TEST(Text, SpelledAndReadAgainIsTheSame) {
  const char* runs[] = {"$",     "$$", "${", "${x}", "${aws:username}", "${*}",
                        "${!x}", "}",  "a",  "%{",   "${aws:x",         "${a:${b:c}}"};
  for (const auto* a : runs)
    for (const auto* b : runs)
      for (const int middle : {0, 1}) {
        Text text;
        text.append(a);
        if (middle) text.append_reference("account");
        text.append(b);
        if (middle && std::string_view(a).ends_with('$')) continue;  // has no spelling: the native emitter refuses it
        Diagnostics diagnostics;
        EXPECT_TRUE(parse_text(text.spelled(), {}, diagnostics) == text) << text.spelled();
        EXPECT_FALSE(diagnostics.has_errors()) << text.spelled();
      }
}

TEST(Text, BindingMergesNeighbours) {
  Diagnostics diagnostics;
  const auto text = parse_text("a-${x}-${y}-b", {}, diagnostics);
  const auto value = parse_text("1${z}", {}, diagnostics);
  const auto bound = text.bound({{"x", value}});
  EXPECT_EQ(bound.spelled(), "a-1${z}-${y}-b");
  const Text literal("L");
  EXPECT_TRUE(bound.bound({{"z", literal}, {"y", literal}}) == Text("a-1L-L-b"));
}

}  // namespace
}  // namespace rolecast
