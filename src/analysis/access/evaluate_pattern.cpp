// Patterns of policies: wildcards, variables and the parts of ARNs.
#include <algorithm>

#include "analysis/access/evaluate_parts.h"
#include "model/characters.h"
#include "source/utf8.h"

namespace rolecast::access {
namespace {

constexpr std::string_view opening = "${";
constexpr std::string_view wildcards_of_iam = "*?";

/// The characters of a text; a byte that is none stands for itself.
std::u32string characters(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
    return {text.begin(), text.end()};
  std::u32string result;
  for (std::size_t at = 0; at < text.size();) {
    if (utf8_length(text.substr(at)) > 0)
      result += next_character(text, at);
    else
      result += static_cast<unsigned char>(text[at++]);
  }
  return result;
}

void append_literal(Pattern& pattern, std::string_view text) {
  for (const auto character : characters(text)) pattern.symbols.push_back({Pattern::Kind::character, character});
}

void append_run(Pattern& pattern, std::string_view text, Wildcards wildcards) {
  pattern.symbols.reserve(pattern.symbols.size() + text.size());
  for (const auto character : characters(text)) {
    auto kind = Pattern::Kind::character;
    if (wildcards == Wildcards::active && character == U'*') kind = Pattern::Kind::any_run;
    if (wildcards == Wildcards::active && character == U'?') kind = Pattern::Kind::any_one;
    pattern.symbols.push_back({kind, character});
  }
}

/// What stands between `${` and `}`: a key, and the text for a request that does not have it.
struct Variable {
  std::string key;
  std::optional<std::string> fallback;
};

/// `key` or `key, 'text'`.
std::optional<Variable> read_variable(std::string_view content) {
  Variable result;
  if (const auto comma = content.find(','); comma != std::string_view::npos) {
    auto text = content.substr(comma);
    constexpr std::string_view start = ", '", end = "'";
    if (!text.starts_with(start) || text.size() < start.size() + end.size() || !text.ends_with(end)) return {};
    text = text.substr(start.size(), text.size() - start.size() - end.size());
    if (text.find('\'') != std::string_view::npos) return {};
    result.fallback = text;
    content = content.substr(0, comma);
  }
  if (content.find(':') == std::string_view::npos || content.find_first_of("$*?{'") != std::string_view::npos ||
      content.front() == ' ' || content.back() == ' ')
    return {};
  result.key = lower_case(content);
  return result;
}

void append_variable(Pattern& pattern, std::string_view content, const Reading& reading, Wildcards wildcards) {
  if (content == "*" || content == "?" || content == "$") return append_literal(pattern, content);
  const auto variable = read_variable(content);
  if (!variable) return void(pattern.is_understood = false);
  auto value = variable->fallback;
  if (const auto found = reading.context->find(variable->key); found != reading.context->end()) {
    const auto& given = found->second;
    if (given.is_array || given.items.size() != 1) return void(pattern.is_understood = false);
    value = given.items.front();
  }
  if (!value) return void(pattern.has_values = false);
  // Nothing says whether a wildcard that comes with a value is one.
  if (wildcards == Wildcards::active && value->find_first_of(wildcards_of_iam) != std::string::npos)
    pattern.is_understood = false;
  append_literal(pattern, *value);
}

char32_t folded(char32_t character) {
  return character >= U'A' && character <= U'Z' ? character - U'A' + U'a' : character;
}

bool matches(const std::vector<Pattern::Symbol>& symbols, const std::u32string& text) {
  std::size_t symbol = 0, at = 0;
  std::size_t run = symbols.size(), run_end = 0;  // the last `*` seen, and where the text it takes ends
  while (at < text.size()) {
    const bool has_symbol = symbol < symbols.size();
    if (has_symbol && symbols[symbol].kind == Pattern::Kind::any_run) {
      run = symbol++;
      run_end = at;
    } else if (has_symbol &&
               (symbols[symbol].kind == Pattern::Kind::any_one || symbols[symbol].character == text[at])) {
      ++symbol;
      ++at;
    } else if (run < symbols.size()) {
      symbol = run + 1;
      at = ++run_end;
    } else {
      return false;
    }
  }
  return std::all_of(symbols.begin() + static_cast<std::ptrdiff_t>(symbol), symbols.end(),
                     [](const auto& rest) { return rest.kind == Pattern::Kind::any_run; });
}

}  // namespace

Pattern read_pattern(std::string_view text, const Reading& reading, Wildcards wildcards) {
  Pattern result;
  while (!text.empty()) {
    const auto open = reading.has_variables ? text.find(opening) : std::string_view::npos;
    append_run(result, text.substr(0, open), wildcards);
    if (open == std::string_view::npos) break;
    const auto close = text.find('}', open);
    if (close == std::string_view::npos) {
      result.is_understood = false;
      break;
    }
    append_variable(result, text.substr(open + opening.size(), close - open - opening.size()), reading, wildcards);
    text.remove_prefix(close + 1);
  }
  return result;
}

bool holds_variable(std::string_view text, const Reading& reading) {
  return reading.has_variables && text.find(opening) != std::string_view::npos;
}

Truth matches(const Pattern& pattern, std::string_view text) {
  if (!pattern.is_understood) return {};
  return pattern.has_values && matches(pattern.symbols, characters(text));
}

Truth matches_ignoring_case(Pattern pattern, std::string_view text) {
  constexpr char32_t ascii_end = 0x80;
  bool is_ascii = true;
  auto given = characters(text);
  for (auto& character : given) {
    is_ascii &= character < ascii_end;
    character = folded(character);
  }
  for (auto& symbol : pattern.symbols) {
    is_ascii &= symbol.character < ascii_end;
    symbol.character = folded(symbol.character);
  }
  if (!pattern.is_understood) return {};
  if (pattern.has_values && matches(pattern.symbols, given)) return true;
  return is_ascii || !pattern.has_values ? Truth(false) : Truth();
}

std::vector<std::string_view> arn_parts(std::string_view text, const Reading& reading) {
  std::vector<std::string_view> result;
  std::size_t start = 0;
  for (std::size_t at = 0; at < text.size() && result.size() + 1 < arn_part_count; ++at) {
    if (reading.has_variables && text.substr(at).starts_with(opening)) {
      at = std::min(text.find('}', at), text.size());
    } else if (text[at] == ':') {
      result.push_back(text.substr(start, at - start));
      start = at + 1;
    }
  }
  result.push_back(text.substr(start));
  return result;
}

Truth arn_matches(const std::vector<std::string_view>& parts, std::string_view arn, const Reading& reading) {
  const auto given = arn_parts(arn, {reading.context, false});
  if (parts.size() != arn_part_count || given.size() != arn_part_count) return false;
  Truth result = true;
  for (std::size_t i = 0; i < arn_part_count; ++i) {
    if (parts[i].find_first_of("*?$") == std::string_view::npos) {
      if (parts[i] != given[i]) return false;
      continue;
    }
    const auto pattern = read_pattern(parts[i], reading, Wildcards::active);
    const bool has_colon = std::any_of(pattern.symbols.begin(), pattern.symbols.end(),
                                       [](const auto& symbol) { return symbol.character == U':'; });
    // Nothing says whether a colon that comes with a value parts the ARN.
    const auto one = has_colon && i + 1 < arn_part_count ? Truth() : matches(pattern, given[i]);
    if (one == false) return false;
    if (!one) result.reset();
  }
  return result;
}

}  // namespace rolecast::access
