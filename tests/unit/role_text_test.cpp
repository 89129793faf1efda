#include "readers/role_text.h"

#include <gtest/gtest.h>

namespace rolecast {
namespace {

TEST(RoleText, CommentsOnPartsOfARoleAndOnStandIns) {
  EXPECT_EQ(with_comments(R"(rolecast: 1

parameters:
  team:
    description: The team
  Bucket_Arn:
    description: "Stands for !GetAtt Bucket.Arn"

roles:
  policies:
    description: trust
    trust:
      - Effect: Allow
    policies:
      trust: []
)",
                          "Imported from role.template.yaml (cloudformation)."),
            std::string(first_lines) + R"(# Imported from role.template.yaml (cloudformation).
rolecast: 1

# Values that the deployment gives.
parameters:
  team:
    description: "The team"

  # Only the deployment knows it: give it there, or now with --set Bucket_Arn=VALUE.
  Bucket_Arn:
    description: "Stands for !GetAtt Bucket.Arn"

roles:
  policies:
    description: trust
    # Who may assume the role.
    trust:
      - Effect: Allow
    # What the role may do.
    policies:
      trust: []
)");
}

}  // namespace
}  // namespace rolecast
