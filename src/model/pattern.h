// The regular expressions that restrict parameters: the part CloudFormation, Terraform and C++ read alike.
#pragma once

#include <string>
#include <string_view>

namespace rolecast {

/// `^pattern$`, with a group where an alternation needs one. Anchors the author wrote are not doubled.
std::string anchored(std::string_view pattern);

/// The pattern without the anchors, and the group, that anchored() would write; readers of deployment formats use it.
/// `anchored(unanchored(p)) == p` where p is anchored already; any other pattern stays as it is.
std::string_view unanchored(std::string_view pattern);

/// Empty where `pattern` means the same to CloudFormation (Java), Terraform (RE2) and rolecast; otherwise what is
/// wrong.
std::string pattern_fault(std::string_view pattern);

/// Whether no value that matches can hold one of the characters (ASCII, no letters or digits). False also where that
/// is not plain to see.
bool excludes(std::string_view pattern, std::string_view characters);

/// Whether the whole of `value` matches. `pattern` must be without fault; time is polynomial in the value's length.
bool matches(std::string_view pattern, std::string_view value);

}  // namespace rolecast
