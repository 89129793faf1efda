// The code of every diagnostic, with what it is about: `rolecast explain RC101`.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace rolecast {

/// RC0xx files and syntax · RC1xx model · RC2xx lint · RC3xx emission · RC4xx reading and import · RC5xx review · RC9xx
/// ours. A code never changes its meaning.
enum class Code : std::uint16_t {
  unreadable = 1,
  encoding = 2,
  too_large = 3,
  json_syntax = 4,
  yaml_syntax = 5,
  too_deep = 6,
  duplicate_key = 7,
  yaml_feature = 8,
  write_failed = 9,
  usage = 10,
  hcl_syntax = 11,

  unknown_key = 101,
  missing_key = 102,
  wrong_type = 103,
  unknown_reference = 104,
  malformed_reference = 105,
  unknown_name = 106,
  parameter = 107,
  format_version = 108,
  unused_parameter = 109,
  binding = 110,
  role_id = 111,
  role_name = 112,
  role_path = 113,
  role_description = 114,
  session_duration = 115,
  permissions_boundary = 116,
  managed_policies = 117,
  tags = 118,
  policy_name = 119,
  duplicate_policy = 120,
  policy_characters = 121,
  inline_size = 122,
  trust_size = 123,
  policy_version = 124,
  policy_id = 125,
  no_statements = 126,
  sid = 127,
  duplicate_sid = 128,
  effect = 129,
  action_missing = 130,
  action_syntax = 131,
  resource_missing = 132,
  resource_syntax = 133,
  unusual_resource = 134,
  resource_in_trust = 135,
  principal_missing = 136,
  principal_in_permissions = 137,
  principal_value = 138,
  not_principal = 139,
  trust_action = 140,
  condition_operator = 141,
  condition_key = 142,
  condition_value = 143,
  duplicate_role_name = 144,
  trust_missing = 145,
  no_roles = 146,
  absent_service = 147,
  capability_misfit = 148,

  unknown_format = 301,
  unknown_option = 302,
  output_collision = 303,
  dynamic_reference = 304,
  deferred_key = 305,
  unbound = 306,
  inexpressible = 307,
  undeclared_parameter = 308,
  template_size = 309,
  no_test = 310,
  left_out = 311,

  not_recognised = 401,
  role_from_documents = 402,
  literal_placeholder = 403,
  deferred_expression = 404,
  not_constant = 405,
  unsupported_expression = 406,
  embedded_document = 407,
  policy_elsewhere = 408,
  managed_policy_inlined = 409,
  loose_parameter = 410,
  partial_input = 411,
  sensitive_value = 412,
  contradiction = 413,

  not_comparable = 501,
  access_gained = 502,
  access_lost = 503,
  access_undecided = 504,
  attribute_changed = 505,
  passed_over = 506,
  nothing_to_test = 510,

  internal = 901,
  plug_in_failed = 902,
  plug_in_answer = 903,
  plug_in_finding = 904,
};

struct CodeRow {
  Code code;
  std::string_view title;
  std::string_view explanation;  ///< what AWS or the format demands, and what to write instead
};

/// Every code there is, in order.
std::span<const CodeRow> code_table();
/// `RC101`.
std::string to_string(Code code);

}  // namespace rolecast
