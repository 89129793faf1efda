#include "source/codes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace rolecast {
namespace {

// Without a default, so that the compiler asks for every enumerator that is added.
#pragma GCC diagnostic push
#pragma GCC diagnostic error "-Wswitch"
bool is_enumerator(Code code) {
  switch (code) {
    case Code::unreadable:
    case Code::encoding:
    case Code::too_large:
    case Code::json_syntax:
    case Code::yaml_syntax:
    case Code::too_deep:
    case Code::duplicate_key:
    case Code::yaml_feature:
    case Code::write_failed:
    case Code::usage:
    case Code::hcl_syntax:
    case Code::unknown_key:
    case Code::missing_key:
    case Code::wrong_type:
    case Code::unknown_reference:
    case Code::malformed_reference:
    case Code::unknown_name:
    case Code::parameter:
    case Code::format_version:
    case Code::unused_parameter:
    case Code::binding:
    case Code::role_id:
    case Code::role_name:
    case Code::role_path:
    case Code::role_description:
    case Code::session_duration:
    case Code::permissions_boundary:
    case Code::managed_policies:
    case Code::tags:
    case Code::policy_name:
    case Code::duplicate_policy:
    case Code::policy_characters:
    case Code::inline_size:
    case Code::trust_size:
    case Code::policy_version:
    case Code::policy_id:
    case Code::no_statements:
    case Code::sid:
    case Code::duplicate_sid:
    case Code::effect:
    case Code::action_missing:
    case Code::action_syntax:
    case Code::resource_missing:
    case Code::resource_syntax:
    case Code::unusual_resource:
    case Code::resource_in_trust:
    case Code::principal_missing:
    case Code::principal_in_permissions:
    case Code::principal_value:
    case Code::not_principal:
    case Code::trust_action:
    case Code::condition_operator:
    case Code::condition_key:
    case Code::condition_value:
    case Code::duplicate_role_name:
    case Code::trust_missing:
    case Code::no_roles:
    case Code::absent_service:
    case Code::capability_misfit:
    case Code::unknown_format:
    case Code::unknown_option:
    case Code::output_collision:
    case Code::dynamic_reference:
    case Code::deferred_key:
    case Code::unbound:
    case Code::inexpressible:
    case Code::undeclared_parameter:
    case Code::template_size:
    case Code::no_test:
    case Code::left_out:
    case Code::not_recognised:
    case Code::role_from_documents:
    case Code::literal_placeholder:
    case Code::deferred_expression:
    case Code::not_constant:
    case Code::unsupported_expression:
    case Code::embedded_document:
    case Code::policy_elsewhere:
    case Code::managed_policy_inlined:
    case Code::loose_parameter:
    case Code::partial_input:
    case Code::sensitive_value:
    case Code::contradiction:
    case Code::not_comparable:
    case Code::access_gained:
    case Code::access_lost:
    case Code::access_undecided:
    case Code::attribute_changed:
    case Code::passed_over:
    case Code::nothing_to_test:
    case Code::internal:
    case Code::plug_in_failed:
    case Code::plug_in_answer:
    case Code::plug_in_finding:
      return true;
  }
  return false;
}
#pragma GCC diagnostic pop

TEST(Codes, EveryCodeHasOneRowInOrder) {
  std::vector<int> in_table, in_enum;
  for (const auto& row : code_table()) in_table.push_back(static_cast<int>(row.code));
  for (int number = 0; number < 1000; ++number)
    if (is_enumerator(static_cast<Code>(number))) in_enum.push_back(number);
  EXPECT_EQ(in_table, in_enum);
}

TEST(Codes, EveryRowExplainsItself) {
  for (const auto& row : code_table()) {
    const auto name = to_string(row.code);
    EXPECT_FALSE(row.title.empty()) << name;
    EXPECT_FALSE(row.title.ends_with('.')) << name;
    EXPECT_GT(row.explanation.size(), row.title.size()) << name;
    EXPECT_TRUE(row.explanation.ends_with('.')) << name;
    EXPECT_EQ(row.explanation.find("  "), std::string_view::npos) << name;
    EXPECT_EQ(std::count(row.explanation.begin(), row.explanation.end(), '`') % 2, 0) << name;
  }
}

TEST(Codes, TitlesAreUnique) {
  std::vector<std::string_view> titles;
  for (const auto& row : code_table()) titles.push_back(row.title);
  std::sort(titles.begin(), titles.end());
  EXPECT_EQ(std::adjacent_find(titles.begin(), titles.end()), titles.end());
}

TEST(Codes, AreWrittenWithThreeDigits) {
  EXPECT_EQ(to_string(Code::unreadable), "RC001");
  EXPECT_EQ(to_string(Code::usage), "RC010");
  EXPECT_EQ(to_string(Code::unknown_key), "RC101");
  EXPECT_EQ(to_string(Code::internal), "RC901");
}

}  // namespace
}  // namespace rolecast
