#include "syntax/comment_above.h"

#include <gtest/gtest.h>

namespace rolecast {
namespace {

constexpr std::string_view text =
    "# Not this one.\n"
    "\n"
    "  # Write log\n"
    "  #   lines.\n"
    "  - Sid: Logs\n"
    "    Effect: Allow\n";

TEST(CommentAbove, JoinsTheLinesDirectlyAbove) {
  EXPECT_EQ(comment_above(text, text.find("Sid")), "Write log lines.");
  EXPECT_EQ(comment_above(text, text.find("- Sid")), "Write log lines.");
}

TEST(CommentAbove, IsEmptyWhereTheLineAboveIsNone) {
  EXPECT_EQ(comment_above(text, text.find("Effect")), "");
  EXPECT_EQ(comment_above(text, 0), "");
  EXPECT_EQ(comment_above("", 5), "");
}

TEST(CommentAbove, EndsAtTheBeginningOfTheText) { EXPECT_EQ(comment_above("# One.\nx", 7), "One."); }

}  // namespace
}  // namespace rolecast
