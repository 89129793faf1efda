#include "analysis/access/evaluate_values.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "model/characters.h"

namespace rolecast::access {
namespace {

/// One to `longest` digits, and nothing else.
std::optional<std::int64_t> read_digits(std::string_view text, std::size_t longest) {
  if (text.empty() || text.size() > longest || !all_in(text, is_digit)) return {};
  std::int64_t result = 0;
  std::from_chars(text.data(), text.data() + text.size(), result);
  return result;
}

std::string_view without_leading_zeros(std::string_view digits) {
  return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

/// A fraction that is longer is larger if it begins alike, as texts are.
std::string_view without_trailing_zeros(std::string_view digits) {
  return digits.substr(0, digits.find_last_not_of('0') + 1);
}

struct Decimal {
  bool is_negative = false;
  std::string_view whole, fraction;  ///< without zeros that mean nothing
};

std::optional<Decimal> read_decimal(std::string_view text) {
  Decimal result;
  result.is_negative = text.starts_with('-');
  if (result.is_negative) text.remove_prefix(1);
  const auto point = text.find('.');
  const auto whole = text.substr(0, point);
  if (whole.empty() || !all_in(whole, is_digit)) return {};
  if (point != std::string_view::npos) {
    result.fraction = text.substr(point + 1);
    if (result.fraction.empty() || !all_in(result.fraction, is_digit)) return {};
  }
  result.whole = without_leading_zeros(whole);
  result.fraction = without_trailing_zeros(result.fraction);
  if (result.whole.empty() && result.fraction.empty()) result.is_negative = false;
  return result;
}

std::strong_ordering compare_sizes(const Decimal& left, const Decimal& right) {
  if (const auto order = left.whole.size() <=> right.whole.size(); std::is_neq(order)) return order;
  if (const auto order = left.whole <=> right.whole; std::is_neq(order)) return order;
  return left.fraction <=> right.fraction;
}

struct Moment {
  std::int64_t seconds = 0;   ///< since 1970
  std::string_view fraction;  ///< without zeros that mean nothing
};

/// Takes `length` digits from the front.
std::optional<int> take_number(std::string_view& text, std::size_t length) {
  const auto value = text.size() < length ? std::nullopt : read_digits(text.substr(0, length), length);
  if (!value) return {};
  text.remove_prefix(length);
  return static_cast<int>(*value);
}

bool take(std::string_view& text, char character) {
  const bool found = text.starts_with(character);
  if (found) text.remove_prefix(1);
  return found;
}

/// `hh:mm` as seconds.
std::optional<int> take_hours_and_minutes(std::string_view& text) {
  const auto hour = take_number(text, 2);
  if (!hour || *hour > 23 || !take(text, ':')) return {};
  const auto minute = take_number(text, 2);
  if (!minute || *minute > 59) return {};
  return (*hour * 60 + *minute) * 60;
}

/// `Z`, `+hh:mm` or `-hh:mm` and the end, as seconds.
std::optional<int> read_zone(std::string_view text) {
  if (text == "Z") return 0;
  const bool is_behind = text.starts_with('-');
  if (!take(text, '+') && !take(text, '-')) return {};
  const auto offset = take_hours_and_minutes(text);
  if (!offset || !text.empty()) return {};
  return is_behind ? -*offset : *offset;
}

/// `hh:mm`, seconds, their fraction, and the zone.
bool read_time(std::string_view text, Moment& moment) {
  const auto minutes = take_hours_and_minutes(text);
  if (!minutes) return false;
  moment.seconds += *minutes;
  if (take(text, ':')) {
    const auto seconds = take_number(text, 2);
    if (!seconds || *seconds > 59) return false;
    moment.seconds += *seconds;
    if (take(text, '.')) {
      const auto digits = text.substr(0, text.find_first_not_of("0123456789"));
      if (digits.empty()) return false;
      text.remove_prefix(digits.size());
      moment.fraction = without_trailing_zeros(digits);
    }
  }
  const auto zone = read_zone(text);
  if (zone) moment.seconds -= *zone;
  return zone.has_value();
}

std::optional<Moment> read_date(std::string_view text) {
  // Fewer digits may be a year, a month or a day; more of them milliseconds.
  constexpr std::size_t shortest_epoch = 9, longest_epoch = 11, year_length = 4;
  if (const auto seconds = read_digits(text, longest_epoch))
    return text.size() < shortest_epoch ? std::nullopt : std::optional(Moment{*seconds, {}});
  const auto year = take_number(text, year_length);
  const bool has_month = year && take(text, '-');
  const auto month = has_month ? take_number(text, 2) : std::nullopt;
  const bool has_day = month && take(text, '-');
  const auto day = has_day ? take_number(text, 2) : std::nullopt;
  if (!day) return {};
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return {};
  Moment result{std::chrono::sys_seconds(std::chrono::sys_days(date)).time_since_epoch().count(), {}};
  if (text.empty()) return result;
  if (!take(text, 'T') || !read_time(text, result)) return {};
  return result;
}

using Bytes = std::vector<std::uint8_t>;
constexpr std::size_t v4_size = 4, v6_size = 16;

std::optional<Bytes> read_v4(std::string_view text) {
  Bytes result;
  while (true) {
    const auto dot = text.find('.');
    const auto part = text.substr(0, dot);
    const auto value = read_digits(part, 3);
    if (!value || *value > 255 || (part.size() > 1 && part[0] == '0')) return {};
    result.push_back(static_cast<std::uint8_t>(*value));
    if (dot == std::string_view::npos) break;
    text.remove_prefix(dot + 1);
  }
  return result.size() == v4_size ? std::optional(result) : std::nullopt;
}

/// Groups between single colons; the last may be an address of IPv4 where `may_end_in_v4`.
std::optional<Bytes> read_groups(std::string_view text, bool may_end_in_v4) {
  Bytes result;
  while (!text.empty()) {
    const auto colon = text.find(':');
    const auto group = text.substr(0, colon);
    if (colon == std::string_view::npos && may_end_in_v4 && group.find('.') != std::string_view::npos) {
      const auto v4 = read_v4(group);
      if (!v4) return {};
      result.insert(result.end(), v4->begin(), v4->end());
      break;
    }
    unsigned value = 0;
    if (group.empty() || group.size() > 4 || !all_in(group, is_hex_digit)) return {};
    std::from_chars(group.data(), group.data() + group.size(), value, 16);
    result.push_back(static_cast<std::uint8_t>(value >> 8));
    result.push_back(static_cast<std::uint8_t>(value & 0xFF));
    if (colon == std::string_view::npos) break;
    text.remove_prefix(colon + 1);
    if (text.empty()) return {};
  }
  return result;
}

/// RFC 4291, section 2.2.
std::optional<Bytes> read_v6(std::string_view text) {
  constexpr std::string_view gap_sign = "::";
  const auto gap = text.find(gap_sign);
  auto front = read_groups(text.substr(0, gap), gap == std::string_view::npos);
  if (gap == std::string_view::npos) return front && front->size() == v6_size ? front : std::nullopt;
  const auto back = read_groups(text.substr(gap + gap_sign.size()), true);
  if (!front || !back || front->size() + back->size() + 2 > v6_size) return {};
  front->resize(v6_size - back->size());
  front->insert(front->end(), back->begin(), back->end());
  return front;
}

std::optional<Bytes> read_address(std::string_view text) {
  return text.find(':') == std::string_view::npos ? read_v4(text) : read_v6(text);
}

bool have_same_bits(const Bytes& left, const Bytes& right, std::size_t count) {
  for (std::size_t bit = 0; bit < count; ++bit) {
    const auto mask = 0x80U >> (bit % 8);
    if ((left[bit / 8] & mask) != (right[bit / 8] & mask)) return false;
  }
  return true;
}

}  // namespace

Order compare_numbers(std::string_view left, std::string_view right) {
  const auto first = read_decimal(left), second = read_decimal(right);
  if (!first || !second) return {};
  if (first->is_negative != second->is_negative)
    return first->is_negative ? std::strong_ordering::less : std::strong_ordering::greater;
  return first->is_negative ? compare_sizes(*second, *first) : compare_sizes(*first, *second);
}

Order compare_dates(std::string_view left, std::string_view right) {
  const auto first = read_date(left), second = read_date(right);
  if (!first || !second) return {};
  if (const auto order = first->seconds <=> second->seconds; std::is_neq(order)) return order;
  return first->fraction <=> second->fraction;
}

std::optional<bool> is_in_block(std::string_view address, std::string_view block) {
  const auto slash = block.find('/');
  const auto given = read_address(address), network = read_address(block.substr(0, slash));
  if (!given || !network) return {};
  auto bits = network->size() * 8;
  if (slash != std::string_view::npos) {
    const auto text = block.substr(slash + 1);
    const auto length = read_digits(text, 3);
    if (!length || static_cast<std::size_t>(*length) > bits || (text.size() > 1 && text[0] == '0')) return {};
    bits = static_cast<std::size_t>(*length);
  }
  return given->size() == network->size() && have_same_bits(*given, *network, bits);
}

}  // namespace rolecast::access
