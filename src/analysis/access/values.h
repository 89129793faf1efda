// Numbers, dates and addresses of conditions, exactly.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rolecast::access {

/// A number or a point in time, in billionths of a unit or of a second.
__extension__ typedef __int128 Amount;

/// A decimal number of up to 18 digits before the point and 9 behind it.
std::optional<Amount> read_number(std::string_view text);
/// ISO 8601 as of the W3C's note on date and time formats, or seconds since 1970.
std::optional<Amount> read_date(std::string_view text);
std::string write_number(Amount amount);
/// `2024-01-31T00:00:00Z`; fractions where there are some.
std::string write_date(Amount amount);

/// Room for an address of version 6.
__extension__ typedef unsigned __int128 AddressNumber;

/// An address of IP version 4 or 6, as a number.
struct Address {
  bool is_v6 = false;
  AddressNumber number = 0;
  bool operator==(const Address&) const = default;
};

/// The addresses from the first to the last, both among them.
struct AddressBlock {
  Address first, last;
  bool contains(const Address& address) const {
    return address.is_v6 == first.is_v6 && address.number >= first.number && address.number <= last.number;
  }
};

/// `203.0.113.0/24`, `2001:db8::/32`, or one address.
std::optional<AddressBlock> read_addresses(std::string_view text);
std::string write_address(const Address& address);

}  // namespace rolecast::access
