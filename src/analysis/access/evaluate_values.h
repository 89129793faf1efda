// The values of conditions that are no texts: numbers, dates and addresses, compared exactly.
#pragma once

#include <compare>
#include <optional>
#include <string_view>

namespace rolecast::access {

/// Nothing where one of the two is not understood.
using Order = std::optional<std::strong_ordering>;

/// Decimal numbers of any length, without exponent.
Order compare_numbers(std::string_view left, std::string_view right);

/// ISO 8601 as the W3C's note "Date and Time Formats" has it, from whole days (which begin at midnight UTC) to
/// fractions of seconds; or seconds since 1970, in 9 to 11 digits.
Order compare_dates(std::string_view left, std::string_view right);

/// Whether the address, of IPv4 or IPv6, is in the block: `203.0.113.0/24`, or one address. The two kinds of addresses
/// never match each other.
std::optional<bool> is_in_block(std::string_view address, std::string_view block);

}  // namespace rolecast::access
