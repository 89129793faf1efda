#include "analysis/access/values.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstring>

#include <fmt/core.h>

namespace rolecast::access {
namespace {

constexpr Amount unit = 1'000'000'000;
constexpr std::size_t most_whole_digits = 18, most_fraction_digits = 9;

/// Takes one thing after another from the front of a text; what is not there makes it fail.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool take(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }
  /// From `least` to `most` digits; nothing where there are fewer. More stay where they are.
  std::optional<std::int64_t> digits(std::size_t least, std::size_t most) {
    std::size_t count = 0;
    while (count < rest_.size() && count < most && rest_[count] >= '0' && rest_[count] <= '9') ++count;
    if (count < least) return {};
    std::int64_t number = 0;
    std::from_chars(rest_.data(), rest_.data() + count, number);
    rest_.remove_prefix(count);
    return count == 0 ? 0 : number;
  }
  /// What follows a point, in billionths.
  std::optional<Amount> fraction() {
    Amount result = 0, worth = unit;
    std::size_t count = 0;
    for (; count < rest_.size() && rest_[count] >= '0' && rest_[count] <= '9'; ++count)
      result += (rest_[count] - '0') * (worth /= 10);
    if (count == 0 || count > most_fraction_digits) return {};
    rest_.remove_prefix(count);
    return result;
  }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

/// A time of day with its offset, in seconds; nothing where it is none.
std::optional<Amount> read_time(Scanner& scanner) {
  const auto hours = scanner.digits(2, 2);
  if (!hours || !scanner.take(":")) return {};
  const auto minutes = scanner.digits(2, 2);
  if (!minutes || *hours > 23 || *minutes > 59) return {};
  Amount amount = (*hours * 3600 + *minutes * 60) * unit;
  if (scanner.take(":")) {
    const auto seconds = scanner.digits(2, 2);
    if (!seconds || *seconds > 59) return {};
    amount += *seconds * unit;
    if (scanner.take(".")) {
      const auto fraction = scanner.fraction();
      if (!fraction) return {};
      amount += *fraction;
    }
  }
  if (scanner.take("Z")) return amount;
  const int sign = scanner.take("+") ? 1 : scanner.take("-") ? -1 : 0;
  if (sign == 0) return {};
  const auto offset_hours = scanner.digits(2, 2);
  if (!offset_hours || !scanner.take(":")) return {};
  const auto offset_minutes = scanner.digits(2, 2);
  if (!offset_minutes || *offset_hours > 23 || *offset_minutes > 59) return {};
  return amount - sign * (*offset_hours * 3600 + *offset_minutes * 60) * unit;
}

std::optional<AddressNumber> number_of(const unsigned char* bytes, std::size_t count) {
  AddressNumber number = 0;
  for (std::size_t i = 0; i < count; ++i) number = number << 8 | bytes[i];
  return number;
}

std::optional<Address> read_address(const std::string& text) {
  std::array<unsigned char, 16> bytes{};
  if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) return Address{false, *number_of(bytes.data(), 4)};
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) return Address{true, *number_of(bytes.data(), 16)};
  return {};
}

}  // namespace

std::optional<Amount> read_number(std::string_view text) {
  Scanner scanner(text);
  const bool is_negative = scanner.take("-");
  if (!is_negative) scanner.take("+");
  const auto whole = scanner.digits(1, most_whole_digits);
  if (!whole) return {};
  Amount amount = Amount{*whole} * unit;
  if (scanner.take(".")) {
    const auto fraction = scanner.fraction();
    if (!fraction) return {};
    amount += *fraction;
  }
  if (!scanner.at_end()) return {};
  return is_negative ? -amount : amount;
}

std::optional<Amount> read_date(std::string_view text) {
  if (text.find('-', 1) == std::string_view::npos && text.find('T') == std::string_view::npos && text.size() > 4)
    return read_number(text);
  Scanner scanner(text);
  const auto year = scanner.digits(4, 4);
  std::int64_t month = 1, day = 1;
  if (!year) return {};
  if (scanner.take("-")) {
    const auto read_month = scanner.digits(2, 2);
    if (!read_month) return {};
    month = *read_month;
    if (scanner.take("-")) {
      const auto read_day = scanner.digits(2, 2);
      if (!read_day) return {};
      day = *read_day;
    }
  }
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return {};
  const Amount days = std::chrono::sys_days(date).time_since_epoch().count();
  Amount amount = days * 86400 * unit;
  if (scanner.take("T")) {
    const auto time = read_time(scanner);
    if (!time) return {};
    amount += *time;
  }
  if (!scanner.at_end()) return {};
  return amount;
}

std::string write_number(Amount amount) {
  const bool is_negative = amount < 0;
  if (is_negative) amount = -amount;
  auto text = fmt::format("{}{}", is_negative ? "-" : "", static_cast<std::int64_t>(amount / unit));
  if (amount % unit != 0) {
    text += fmt::format(".{:09}", static_cast<std::int64_t>(amount % unit));
    text.erase(text.find_last_not_of('0') + 1);
  }
  return text;
}

std::string write_date(Amount amount) {
  constexpr Amount day = 86400 * unit;
  Amount days = amount / day, time = amount % day;
  if (time < 0) time += day, --days;
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(static_cast<int>(days)))};
  const auto seconds = static_cast<std::int64_t>(time / unit);
  auto text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                          static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), seconds / 3600,
                          seconds / 60 % 60, seconds % 60);
  if (time % unit != 0) {
    text += fmt::format(".{:09}", static_cast<std::int64_t>(time % unit));
    text.erase(text.find_last_not_of('0') + 1);
  }
  return text + "Z";
}

std::optional<AddressBlock> read_addresses(std::string_view text) {
  const auto slash = text.find('/');
  const auto address = read_address(std::string(text.substr(0, slash)));
  if (!address) return {};
  const unsigned size = address->is_v6 ? 128 : 32;
  unsigned prefix = size;
  if (slash != std::string_view::npos) {
    const auto digits = text.substr(slash + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), prefix);
    if (error != std::errc() || end != digits.data() + digits.size() || prefix > size) return {};
  }
  const AddressNumber all = size == 128 ? ~static_cast<AddressNumber>(0) : (static_cast<AddressNumber>(1) << size) - 1;
  const auto hosts = prefix == 0 ? all : prefix == size ? 0 : all >> prefix;
  return AddressBlock{{address->is_v6, address->number & ~hosts & all}, {address->is_v6, address->number | hosts}};
}

std::string write_address(const Address& address) {
  std::array<unsigned char, 16> bytes{};
  const std::size_t count = address.is_v6 ? 16 : 4;
  for (std::size_t i = 0; i < count; ++i)
    bytes[count - 1 - i] = static_cast<unsigned char>(address.number >> (8 * i) & 0xFF);
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(address.is_v6 ? AF_INET6 : AF_INET, bytes.data(), text.data(), text.size());
  return text.data();
}

}  // namespace rolecast::access
