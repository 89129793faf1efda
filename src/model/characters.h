// The sets of characters that AWS takes in names, descriptions, tags and policies.
#pragma once

#include <string>
#include <string_view>

#include "source/utf8.h"

namespace rolecast {

/// A set of characters, as a test for one of them.
using CharacterSet = bool (*)(char32_t);

/// Where the first character outside of `set` begins, or npos.
std::size_t find_outside(std::string_view text, CharacterSet set);
bool all_in(std::string_view text, CharacterSet set);
/// As messages say it: a visible ASCII character in backticks, `a blank`, or `U+2019`.
std::string describe_character(char32_t c);
/// Text with A-Z as a-z, to compare without letter case as IAM does for names.
std::string lower_case(std::string_view text);

bool is_digit(char32_t c);
bool is_hex_digit(char32_t c);
bool is_letter_or_digit(char32_t c);        ///< ASCII only, as Sids are
bool is_identifier_character(char32_t c);   ///< letter, digit, `_`
bool is_id_character(char32_t c);           ///< letter, digit, `_.-`: role ids
bool is_host_character(char32_t c);         ///< letter, digit, `.-`: host names and the prefixes of actions
bool is_action_character(char32_t c);       ///< letter, digit, `*?_.-`
bool is_visible(char32_t c);                ///< U+0021 to U+007E: paths
bool is_name_character(char32_t c);         ///< letter, digit, `_+=,.@-`: IAM's roleNameType, policyNameType
bool is_usual_in_path(char32_t c);          ///< those and `/`: "IAM and AWS STS quotas"
bool is_description_character(char32_t c);  ///< IAM's roleDescriptionType
bool is_policy_character(char32_t c);       ///< IAM's policyDocumentType
bool is_external_id_character(char32_t c);  ///< letter, digit, `_+=,.@:/-`
bool is_tag_character(char32_t c);  ///< IAM's tagKeyType: letters, separators and numbers of all scripts, `_.:/=+-@`

}  // namespace rolecast
