#include "readers/cloudformation/scalars.h"

#include <algorithm>

#include <fmt/core.h>

#include "model/characters.h"

namespace rolecast {
namespace {

constexpr std::size_t most_digits = 15;  // all integers of so many digits are exact as a double

bool is_digits(std::string_view text) { return !text.empty() && all_in(text, is_digit); }

/// Decimal without exponent, leading or trailing zeros: written back from a double it is the same.
bool is_exact_number(std::string_view text) {
  if (text.size() > most_digits) return false;
  if (text.starts_with('-') && text != "-0") text.remove_prefix(1);
  const auto dot = text.find('.');
  const auto whole = text.substr(0, dot);
  if (!is_digits(whole) || (whole.size() > 1 && whole[0] == '0')) return false;
  return dot == std::string_view::npos || (is_digits(text.substr(dot + 1)) && !text.ends_with('0'));
}

/// A boolean or a number in YAML 1.1, and text in YAML 1.2.
bool is_text_only_today(std::string_view text) {
  constexpr std::string_view words[] = {"yes", "no", "on", "off"};
  if (text.size() <= 3 && std::find(std::begin(words), std::end(words), lower_case(text)) != std::end(words))
    return true;
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  if (text.starts_with("0b"))
    return all_in(text.substr(2), [](char32_t c) { return c == '0' || c == '1' || c == '_'; });
  const auto in_number = [](char32_t c) { return is_digit(c) || c == '_' || c == ':' || c == '.'; };
  const auto in_hexadecimal = [](char32_t c) { return is_hex_digit(c) || c == '_'; };
  if (text.starts_with("0x")) return all_in(text.substr(2), in_hexadecimal);
  return !text.empty() && is_digit(static_cast<unsigned char>(text[0])) && all_in(text, in_number) &&
         text.find_first_of("_:") != std::string_view::npos;
}

/// Whether a text stands in the input as it is, without quotes.
bool is_plain(const Node& scalar, const Sources& sources) {
  const auto& [file, begin, end] = scalar.span;
  if (!file) return false;
  const auto written = std::string_view(sources[file].text).substr(begin, end - begin);
  return written.ends_with(scalar.text) && std::string_view("\"'|>").find(written[0]) == std::string_view::npos;
}

}  // namespace

bool check_scalar(const Node& scalar, const Sources& sources, Diagnostics& diagnostics) {
  const bool is_clear = scalar.is(Node::Kind::number)   ? is_exact_number(scalar.text)
                        : scalar.is(Node::Kind::string) ? !is_text_only_today(scalar.text) || !is_plain(scalar, sources)
                                                        : true;
  if (!is_clear)
    diagnostics.error(Code::yaml_feature, scalar.span,
                      fmt::format("CloudFormation may take `{}` without quotes for another text", scalar.text),
                      fmt::format("write \"{}\"", scalar.text));
  return is_clear;
}

}  // namespace rolecast
