// Names made from the author's ids: readable, valid and never the same twice.
#include "emitters/identifiers.h"

#include <gtest/gtest.h>

namespace rolecast {
namespace {

struct Row {
  const char *id, *snake, *pascal;
};

TEST(Identifiers, FollowEachFormatsHabit) {
  const Row rows[] = {{"agentRuntime", "agent_runtime", "AgentRuntime"},
                      {"agent-runtime", "agent_runtime", "AgentRuntime"},
                      {"agent_runtime", "agent_runtime", "AgentRuntime"},
                      {"AgentRuntime", "agent_runtime", "AgentRuntime"},
                      {"AWSLambda", "aws_lambda", "AWSLambda"},
                      {"myAWS", "my_aws", "MyAWS"},
                      {"S3Bucket2Read", "s3_bucket2_read", "S3Bucket2Read"},
                      {"a.b--c__d", "a_b_c_d", "ABCD"},
                      {"-x-", "x", "X"}};
  for (const auto& row : rows) {
    EXPECT_EQ(snake_case(row.id), row.snake);
    EXPECT_EQ(pascal_case(row.id), row.pascal);
  }
}

TEST(Identifiers, AreNeverEmptyAndBeginAsIdentifiersDo) {
  const Row rows[] = {{"", "x", "X"}, {"@=,.", "x", "X"}, {"1role", "_1role", "X1role"}, {"é", "x", "X"}};
  for (const auto& row : rows) {
    EXPECT_EQ(snake_case(row.id), row.snake);
    EXPECT_EQ(pascal_case(row.id), row.pascal);
  }
}

TEST(Identifiers, SnakeCaseOfALabelIsThatLabel) {
  for (const auto* id : {"agentRuntime", "1role", "AWSLambda", "a__1", ""})
    EXPECT_EQ(snake_case(snake_case(id)), snake_case(id));
}

TEST(Identifiers, PlainIdHoldsTheNamesOfReferences) {
  Text text("x-");
  text.append_reference("agentName");
  text.append("-y");
  EXPECT_EQ(plain_id(text), "x-agentName-y");
  EXPECT_EQ(plain_id(Text()), "");
}

TEST(Identifiers, NamesAreUniqueWithoutRegardToLetterCase) {
  Names names;
  EXPECT_EQ(names.unique("a", "_"), "a");
  EXPECT_EQ(names.unique("A", "_"), "A_2");
  EXPECT_EQ(names.unique("a_2", "_"), "a_2_2");
  EXPECT_EQ(names.unique("a", "_"), "a_3");
  EXPECT_EQ(names.unique("b"), "b");
  EXPECT_EQ(names.unique("b"), "b2");
}

}  // namespace
}  // namespace rolecast
