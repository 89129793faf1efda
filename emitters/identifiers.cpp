#include "emitters/identifiers.h"

#include <algorithm>

namespace rolecast {
namespace {

// The locale has no say in what a letter is.
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alphanumeric(char c) { return is_upper(c) || is_lower(c) || is_digit(c); }
char upper(char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; }
char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

/// A capital begins a word after a small letter or digit, and as the last of several capitals: `myRole`, `AWS|Lambda`.
bool begins_word(std::string_view id, std::size_t at) {
  if (at == 0 || !is_upper(id[at])) return false;
  if (is_lower(id[at - 1]) || is_digit(id[at - 1])) return true;
  return is_upper(id[at - 1]) && at + 1 < id.size() && is_lower(id[at + 1]);
}

}  // namespace

std::string pascal_case(std::string_view id) {
  std::string out;
  bool begins = true;
  for (const char c : id) {
    if (is_alphanumeric(c)) out += begins ? upper(c) : c;
    begins = !is_alphanumeric(c);
  }
  if (out.empty() || is_digit(out[0])) out.insert(0, 1, 'X');
  return out;
}

std::string snake_case(std::string_view id) {
  std::string out;
  for (std::size_t at = 0; at < id.size(); ++at) {
    const bool separates = !is_alphanumeric(id[at]);
    if ((separates || begins_word(id, at)) && !out.empty() && out.back() != '_') out += '_';
    if (!separates) out += lower(id[at]);
  }
  if (out.ends_with('_')) out.pop_back();
  if (out.empty()) return "x";
  if (is_digit(out[0])) out.insert(0, 1, '_');
  return out;
}

std::string plain_id(const Text& text) {
  std::string out;
  for (const auto& piece : text.pieces()) out += piece.text;
  return out;
}

std::string Names::unique(std::string name, std::string_view separator) {
  const auto take = [this](std::string candidate) {
    std::transform(candidate.begin(), candidate.end(), candidate.begin(), lower);
    return taken_.insert(std::move(candidate)).second;
  };
  if (take(name)) return name;
  for (std::size_t count = 2;; ++count) {
    auto candidate = name;
    candidate.append(separator).append(std::to_string(count));
    if (take(candidate)) return candidate;
  }
}

}  // namespace rolecast
