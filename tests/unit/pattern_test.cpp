// Patterns: what Terraform (RE2), CloudFormation (Java) and rolecast read alike, and nothing else.
#include "model/pattern.h"

#include <gtest/gtest.h>

#include "model/pattern_example.h"

namespace rolecast {
namespace {

TEST(Pattern, TakesTheCommonPart) {
  for (const auto* pattern :
       {"[a-z]+", "(?:a|b)*?", "\\d{1,1000}", "[^\\]\\[]", "a{2}", "\\.\\+\\\\", "[a&b]", "", "é+", "[_-]"})
    EXPECT_EQ(pattern_fault(pattern), "") << pattern;
}

TEST(Pattern, RefusesWhatTheEnginesReadDifferently) {
  for (const auto* pattern :
       {"a++",         "a*+",    "a?+",    "a{2}+",  "a{1,1001}", "a{2000}", "(?=a)",   "(?!a)", "(?<=a)",
        "(?<n>a)",     "(?i)a",  "(a)\\1", "\\p{L}", "\\Aa\\z",   "\\Qa\\E", "\\u0061", "\\x61", "\\bfoo",
        "[[:alpha:]]", "[a&&b]", "[]]",    "[^]]",   "[a",        "(a",      "a)",      "*a"})
    EXPECT_NE(pattern_fault(pattern), "") << pattern;
}

TEST(Pattern, MatchesWholeValuesCharacterByCharacter) {
  EXPECT_TRUE(matches("[a-z]+", "abc"));
  EXPECT_FALSE(matches("[a-z]+", "abc1"));
  EXPECT_TRUE(matches(".", "é"));
  EXPECT_FALSE(matches("..", "é"));
  EXPECT_TRUE(matches("[é]{2}", "éé"));
  EXPECT_TRUE(matches("a|bc", "bc"));
}

TEST(Pattern, TimeIsPolynomial) { EXPECT_FALSE(matches("(a+)+b", std::string(200, 'a'))); }

TEST(Pattern, AnchorsAreNotDoubled) {
  EXPECT_EQ(anchored("[a-z]+"), "^[a-z]+$");
  EXPECT_EQ(anchored("^[a-z]+$"), "^[a-z]+$");
  EXPECT_EQ(anchored("a|b"), "^(?:a|b)$");
  EXPECT_EQ(anchored("a\\$"), "^a\\$$");
  EXPECT_EQ(anchored("(?:a)|(b)"), "^(?:(?:a)|(b))$");
  EXPECT_EQ(anchored("^(?:a)|(b)$"), "^(?:^(?:a)|(b)$)$");
  EXPECT_EQ(anchored("$"), "^$");
  EXPECT_EQ(anchored("a\\\\$"), "^a\\\\$");
}

TEST(Pattern, AnchorsComeOffAsTheyWentOn) {
  for (const auto* pattern : {"", "a", "a|b", "(?:a)", "(?:a)|(b)", "[|]", "a\\$", "(a|b)c", "[)](?:a|b)", "\\)|a"}) {
    EXPECT_EQ(unanchored(anchored(pattern)), pattern);
    EXPECT_EQ(anchored(unanchored(anchored(pattern))), anchored(pattern));
  }
  for (const auto* foreign : {"^a|b$", "^(?:a)|(b)$", "a$", "^a", "^a\\$", "^", "$"})
    EXPECT_EQ(unanchored(foreign), foreign);
}

}  // namespace
}  // namespace rolecast

namespace rolecast {
namespace {

TEST(Pattern, ExamplesMatch) {
  const std::string patterns[] = {"[a-zA-Z][a-zA-Z0-9_-]{0,99}-[a-zA-Z0-9]{10}",
                                  "[0-9a-z]{3}",
                                  "(?:dev|prod)-[a-z]+",
                                  "subnet-[0-9a-f]{8,17}",
                                  "\\d{12}",
                                  "^arn:aws[a-z-]*:iam::\\d{12}:role/.+$",
                                  "[^a-zA-Z]{2,}",
                                  "a?b*c+",
                                  "(ab){2}"};
  for (const auto& pattern : patterns)
    for (std::size_t which = 0; which < 4; ++which) {
      const auto text = example_for(pattern, which);
      ASSERT_TRUE(text) << pattern;
      EXPECT_TRUE(matches(pattern, *text)) << pattern << " " << *text;
    }
  EXPECT_NE(example_for("[a-z]{1,9}", 0), example_for("[a-z]{1,9}", 1));
}

TEST(Pattern, ExcludesWhatNoMatchHolds) {
  const std::string excluding[] = {"[a-zA-Z][a-zA-Z0-9_]{0,33}", "\\w+", "(?:a|b)*", "[a-z.-]?", "a{1,2}",
                                   "[0-9a-z][0-9a-z-]{0,33}"};
  for (const auto& pattern : excluding) EXPECT_TRUE(excludes(pattern, "*?")) << pattern;
  const std::string holding[] = {".*",    "[a-z0-9._/*-]{1,256}", "[^a]",    "\\*", "\\S+", "[ -~]+", "a\\?", "\\W",
                                 "[)--]", "[a-z0-9-*]+",          "[\\s\\S]"};
  for (const auto& pattern : holding) EXPECT_FALSE(excludes(pattern, "*?")) << pattern;
}

}  // namespace
}  // namespace rolecast
