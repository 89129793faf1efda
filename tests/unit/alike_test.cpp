// Which names are one name: how each format spells and numbers them, and what is never taken for the same.
#include "analysis/alike.h"

#include <gtest/gtest.h>

namespace rolecast {
namespace {

Model model(const std::string& format, const std::vector<std::string>& parameters,
            const std::vector<std::string>& roles = {"role"}) {
  Model result;
  result.format = format;
  for (const auto& id : roles) result.roles.emplace_back().id = id;
  Text text;
  for (const auto& name : parameters) {
    text.append_reference(name);
    result.parameters.emplace_back().name = name;
  }
  result.roles.front().description = text;
  return result;
}

using Names = std::vector<std::pair<std::string, std::string>>;

Names paired(const Model& first, const Model& second) {
  Names names;
  for (const auto& pair : pair_alike(parameter_spellings({&first}), parameter_spellings({&second})))
    names.emplace_back(pair.first, pair.second);
  std::sort(names.begin(), names.end());
  return names;
}

TEST(Alike, LettersAndDigits) {
  const auto native = model("rolecast", {"agentName", "bucket"});
  EXPECT_EQ(paired(native, model("terraform", {"bucket", "agent_name"})),
            (Names{{"agentName", "agent_name"}, {"bucket", "bucket"}}));
  EXPECT_EQ(paired(native, model("terraform", {"bucket", "stage"})), (Names{{"bucket", "bucket"}}));
}

TEST(Alike, NumbersThatAFormatAdds) {
  EXPECT_EQ(paired(model("rolecast", {"agent"}), model("cloudformation", {"Agent2"}, {"Agent"})),
            (Names{{"agent", "Agent2"}}));
  EXPECT_EQ(paired(model("rolecast", {"source", "dnsSuffix"}), model("terraform", {"source_2", "dns_suffix_2"})),
            (Names{{"dnsSuffix", "dns_suffix_2"}, {"source", "source_2"}}));
  EXPECT_EQ(paired(model("rolecast", {"agent", "agent2"}), model("cloudformation", {"Agent2", "Agent22"}, {"Agent"})),
            (Names{{"agent", "Agent2"}, {"agent2", "Agent22"}}));
  EXPECT_EQ(paired(model("terraform", {"count_2", "count_3"}), model("cloudformation", {"Count", "Count2"})),
            (Names{{"count_2", "Count"}, {"count_3", "Count2"}}));
}

TEST(Alike, NumbersThatAreTheAuthors) {
  const auto pairs = [](const std::string& one, const std::string& format, const std::string& other) {
    return paired(model("rolecast", {one}), model(format, {other}, {"Agent"})).size();
  };
  EXPECT_EQ(pairs("queue", "cloudformation", "Queue2"), 0u);  // nothing took `Queue`
  EXPECT_EQ(pairs("queue1", "cloudformation", "Queue2"), 0u);
  EXPECT_EQ(pairs("agent", "cloudformation", "Agent3"), 0u);  // it would be `Agent2`
  EXPECT_EQ(pairs("agent", "cloudformation", "Agent02"), 0u);
  EXPECT_EQ(pairs("source", "terraform", "source2"), 0u);
  EXPECT_EQ(pairs("agent", "terraform", "agent_2"), 0u);
  EXPECT_EQ(pairs("agent", "rolecast", "agent2"), 0u);
}

TEST(Alike, OrderTellsNumbersApart) {
  const auto native = model("rolecast", {"bucketA", "bucket_a"});
  EXPECT_EQ(paired(native, model("terraform", {"bucket_a", "bucket_a_2"})),
            (Names{{"bucketA", "bucket_a"}, {"bucket_a", "bucket_a_2"}}));
  EXPECT_EQ(paired(native, model("terraform", {"bucket_a_2", "bucket_a"})), Names());
  EXPECT_EQ(paired(native, model("cdk", {"BucketA2", "BucketA"})),  // in the order of their use
            (Names{{"bucketA", "BucketA"}, {"bucket_a", "BucketA2"}}));
  EXPECT_EQ(paired(model("terraform", {"count_2", "count_3"}), model("cdk", {"Count", "Count2"})), Names());
}

TEST(Alike, WhatIsComputedHasNoNumber) {
  auto computed = model("cloudformation", {"Agent2"}, {"Agent"});
  computed.parameters.front().stands_for = "!GetAtt Agent2.Arn";
  EXPECT_EQ(paired(model("rolecast", {"agent"}), computed), Names());
  EXPECT_EQ(paired(model("rolecast", {"agent2"}), computed), (Names{{"agent2", "Agent2"}}));
}

}  // namespace
}  // namespace rolecast
