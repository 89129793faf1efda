#include "analysis/which/likest.h"

#include <gtest/gtest.h>

namespace rolecast::which {
namespace {

using Numbers = std::vector<std::size_t>;

const std::vector<std::vector<std::string>> entries = {
    {"Access denied while validating ECR URI"},
    {"CloudFormation CREATE_FAILED, Access denied while validating ECR URI"},
    {"not authorized to perform s3:GetObject", "the archive cannot be read"},
    {"not authorized to perform s3:PutObject"},
};

TEST(Likest, FindsWhatIsQuotedWithMoreAroundIt) {
  EXPECT_EQ(likest("ValidationException: ACCESS DENIED while validating ECR URI 123.dkr", entries), Numbers{0});
  EXPECT_EQ(likest("User: arn:aws:iam::123456789012:user/me is not authorized to perform: s3:PutObject", entries),
            Numbers{3});
}

TEST(Likest, FindsWhatIsQuotedInPart) { EXPECT_EQ(likest("archive cannot be read", entries), Numbers{2}); }

TEST(Likest, GivesAllThatAreEquallyLikely) {
  EXPECT_EQ(likest("not authorized to perform s3", entries), (Numbers{2, 3}));
}

TEST(Likest, FindsNothingInAForeignText) {
  EXPECT_EQ(likest("the printer is on fire", entries), Numbers{});
  EXPECT_EQ(likest("", entries), Numbers{});
  EXPECT_EQ(likest("denied", entries), Numbers{});
}

}  // namespace
}  // namespace rolecast::which
