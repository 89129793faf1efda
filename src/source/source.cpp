#include "source/source.h"

#include <algorithm>

#include "source/utf8.h"

namespace rolecast {
namespace {

std::size_t line_begin(std::string_view text, std::size_t byte) {
  const auto newline = byte == 0 ? std::string_view::npos : text.rfind('\n', byte - 1);
  return newline == std::string_view::npos ? 0 : newline + 1;
}

}  // namespace

Position Source::position(std::size_t byte) const {
  byte = std::min(byte, text.size());
  const auto begin = line_begin(text, byte);
  const std::string_view all = text;
  const auto above = all.substr(0, begin);
  return {1 + static_cast<std::size_t>(std::count(above.begin(), above.end(), '\n')),
          1 + count_characters(all.substr(begin, byte - begin))};
}

std::uint32_t Sources::add(std::string name, std::string text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  sources_.push_back({std::move(name), std::move(text)});
  return static_cast<std::uint32_t>(sources_.size());
}

std::uint32_t Sources::take_in(const std::string& path, std::string& fault) {
  std::string text;
  fault = read_file ? read_file(path, text) : "no files are read here";
  // programs that are given such a text stumble over its mark
  if (fault.empty() && text.starts_with("\xEF\xBB\xBF")) fault = "it begins with a byte order mark";
  return fault.empty() ? add(path, std::move(text)) : 0;
}

}  // namespace rolecast
