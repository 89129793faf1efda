#include "analysis/access/reading.h"

#include <algorithm>

#include "model/characters.h"
#include "model/vocabulary.h"

namespace rolecast::access {
namespace {

constexpr std::size_t arn_parts = 6;

/// `aws:PrincipalTag/team, 'all'`, as it stands between the braces.
struct Variable {
  std::string key;  ///< in lower case
  std::optional<std::string> otherwise;
};

Variable read_variable(std::string_view content) {
  const auto comma = content.find(',');
  if (comma == std::string_view::npos) return {lower_case(content), {}};
  const auto open = content.find('\'', comma), close = content.rfind('\'');
  if (open == std::string_view::npos || close <= open) return {lower_case(content), {}};
  auto key = content.substr(0, comma);
  while (key.ends_with(' ')) key.remove_suffix(1);
  return {lower_case(key), std::string(content.substr(open + 1, close - open - 1))};
}

/// Walks over a literal: `plain` gets the characters outside of variables, `variable` what stands between the braces.
template <typename Plain, typename OfVariable>
void walk(std::string_view literal, bool with_variables, Plain plain, OfVariable variable) {
  while (!literal.empty()) {
    const auto end = with_variables && literal.starts_with("${") ? literal.find('}') : std::string_view::npos;
    const auto content = end == std::string_view::npos ? std::string_view() : literal.substr(2, end - 2);
    if (is_iam_variable(content)) {
      variable(content);
      literal.remove_prefix(end + 1);
      continue;
    }
    std::size_t length = 0;
    plain(static_cast<Letter>(next_character(literal, length)));
    literal.remove_prefix(length);
  }
}

class PatternMaker {
 public:
  PatternMaker(PatternKind kind, const Assumption& assumption, std::size_t first_place)
      : kind_(kind), assumption_(assumption), first_place_(first_place) {}

  void add(Letter letter, bool may_be_wildcard) {
    const bool has_wildcards = kind_ != PatternKind::equal && kind_ != PatternKind::equal_in_case;
    if (is_symbol(letter)) return add_symbol(letter);
    if (letter == wild_letter) return add(U'*', true);
    if (may_be_wildcard && has_wildcards && (letter == U'*' || letter == U'?'))
      return append(glob, {letter == U'*' ? Step::run : Step::any, false, 0});
    if (kind_ == PatternKind::action) return append(glob, {Step::letter, false, lower(letter)});
    if (kind_ == PatternKind::equal_in_case && lower(letter) != upper(letter))
      return append(glob, {Step::either_case, false, lower(letter)});
    append(glob, {Step::letter, false, letter});
  }

  Glob glob;

 private:
  void add_symbol(Letter letter) {
    const bool is_exact = kind_ == PatternKind::equal || kind_ == PatternKind::equal_in_case;
    if (first_place_ > 0 && !is_exact && assumption_.loose.contains(lower(letter))) {
      if (places_ == most_places || first_place_ + places_ > last_place) return append(glob, {Step::run, false, 0});
      letter += place_step * static_cast<Letter>(2 * (first_place_ + places_++) + 1);
    }
    const auto bound = assumption_.bound.find(lower(letter));
    const auto step = kind_ == PatternKind::equal_in_case ? Step::either_case : Step::letter;
    if (bound == assumption_.bound.end()) return append(glob, {step, false, letter, is_exact});
    bool is_in_other_case = letter != lower(letter);  // of the first that has a case
    for (const auto part : bound->second) {
      const bool changes = is_in_other_case && lower(part) != upper(part);
      add(!changes ? part : part == lower(part) ? upper(part) : lower(part), false);
      is_in_other_case &= !changes;
    }
  }

  PatternKind kind_;
  const Assumption& assumption_;
  std::size_t first_place_, places_ = 0;
};

/// Whether the first of the letters is a parameter, which may be a whole ARN.
bool begins_with_parameter(const Glob& glob, const Symbols& symbols) {
  if (glob.empty() || glob.front().step != Step::letter || !is_symbol(glob.front().letter)) return false;
  const auto& symbol = symbols[glob.front().letter];
  return !symbol.is_variable && find_built_in(symbol.name) == nullptr;
}

void keep_in_part(Token& token) {
  const bool is_wildcard = token.step == Step::run || token.step == Step::any;
  if (is_wildcard || is_symbol(token.letter)) token.in_part = true;
  if (is_place(token.letter) && may_hold_colon(token.letter)) token.letter -= place_step;
}

void keep_in_parts(Glob& glob) {
  std::size_t colons = 0;
  for (auto& token : glob) {
    if (token.step == Step::letter && token.letter == U':') ++colons;
    if (colons + 1 < arn_parts) keep_in_part(token);
  }
}

bool is_lone_run(const Glob& glob) { return glob.size() == 1 && glob.front().step == Step::run; }

/// Divides a pattern as ARNs are; nothing where it matches none. Whether several `*` are the `*` that is everything, or
/// a short pattern, is not documented.
std::optional<Glob> in_parts(Glob glob, const Text& text, PatternKind kind, Side side, const Symbols& symbols) {
  if (begins_with_parameter(glob, symbols)) {
    for (auto& token : glob)  // wildcards in a whole ARN stay in its parts, too
      if (is_symbol(token.letter)) keep_in_part(token);
    return glob;
  }
  const bool is_everything = side == Side::at_least || (text.is_literal() && text.literal() == "*");
  if (kind == PatternKind::resource && is_lone_run(glob) && is_everything) return glob;
  std::size_t parts = 1 + static_cast<std::size_t>(std::count_if(glob.begin(), glob.end(), [](const Token& token) {
                        return token.step == Step::letter && token.letter == U':';
                      }));
  if (parts < arn_parts) {
    if (side == Side::at_most && (kind == PatternKind::arn || glob.empty() || glob.back().step != Step::run)) return {};
    if (kind == PatternKind::arn || glob.empty() || glob.back().step != Step::run) return glob;
    for (; parts < arn_parts; ++parts) {
      append(glob, {Step::letter, false, U':'});
      append(glob, {Step::run, false, 0});
    }
  }
  keep_in_parts(glob);
  return glob;
}

}  // namespace

bool has_variables(PatternKind kind, Version version) {
  return kind != PatternKind::action && version == Version::v2012_10_17;
}

std::optional<Glob> Reading::pattern(const Text& text, PatternKind kind, Side side, Version version,
                                     const Assumption& assumption, std::size_t first_place) {
  PatternMaker maker(kind, assumption, first_place);
  for (const auto& piece : text.pieces()) maker.glob.reserve(maker.glob.size() + piece.text.size());
  bool is_known = true;
  const auto add_all = [&](std::string_view literal) {
    for (std::size_t at = 0; at < literal.size();) maker.add(next_character(literal, at), false);
  };
  for (const auto& piece : text.pieces()) {
    if (piece.is_reference) {
      maker.add(symbols_.letter({names_.name(piece.text), false}), false);
      continue;
    }
    walk(
        piece.text, has_variables(kind, version), [&](Letter letter) { maker.add(letter, true); },
        [&](std::string_view content) {
          if (content.size() == 1) return maker.add(static_cast<unsigned char>(content[0]), false);
          const auto variable = read_variable(content);
          if (!assumption.absent.contains(variable.key))
            maker.add(symbols_.letter({variable.key, true}), false);
          else if (variable.otherwise)
            add_all(*variable.otherwise);
          else
            is_known = false;
        });
  }
  if (!is_known) return {};
  if (kind != PatternKind::resource && kind != PatternKind::arn) return std::move(maker.glob);
  return in_parts(std::move(maker.glob), text, kind, side, symbols_);
}

bool Reading::find_variables(const Text& text, Version version, std::set<std::string>& names) const {
  bool is_clear = true;
  for (const auto& piece : text.pieces()) {
    if (piece.is_reference) continue;
    walk(
        piece.text, version == Version::v2012_10_17, [](Letter) {},
        [&](std::string_view content) {
          if (content.size() > 1) names.insert(read_variable(content).key);
        });
    const auto open = piece.text.rfind("${");
    const bool is_last = &piece == &text.pieces().back();
    if (open != std::string::npos && piece.text.find('}', open) == std::string::npos && !is_last) is_clear = false;
  }
  return is_clear;
}

}  // namespace rolecast::access
