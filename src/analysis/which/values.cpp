#include "analysis/which/values.h"

#include <algorithm>

#include "analysis/which/actions.h"
#include "analysis/which/mistakes.h"
#include "model/bind.h"
#include "model/characters.h"
#include "model/pattern.h"
#include "model/vocabulary.h"

namespace rolecast::which {
namespace {

constexpr std::string_view suffix = " of the template";  // no input has a name with a blank

/// A text one character, or one reference, at a time.
using Signs = std::vector<Piece>;

Signs signs_of(const Text& text) {
  Signs signs;
  for (const auto& piece : text.pieces()) {
    if (piece.is_reference)
      signs.push_back(piece);
    else
      for (const char c : piece.text) signs.push_back({false, std::string(1, c)});
  }
  return signs;
}

Text text_of(Signs::const_iterator begin, Signs::const_iterator end) {
  Text text;
  for (; begin != end; ++begin) begin->is_reference ? text.append_reference(begin->text) : text.append(begin->text);
  return text;
}

bool is_region(std::string_view text) {
  return std::count(text.begin(), text.end(), '-') >= 2 && is_digit(static_cast<unsigned char>(text.back())) &&
         all_in(text, [](char32_t c) { return is_digit(c) || c == '-' || (c >= 'a' && c <= 'z'); });
}

/// Whether a literal can be the value of a built-in one.
bool is_value_of(std::string_view name, const Text& value) {
  if (value.empty()) return false;
  if (!value.is_literal()) return value.pieces().size() == 1;
  const auto text = value.literal();
  if (name == "account") return text.size() == 12 && all_in(text, is_digit);
  if (name == "region") return is_region(text);
  return std::any_of(partitions().begin(), partitions().end(), [&](const Partition& one) { return one.name == text; });
}

/// Counts values by name; the first of those that were seen most often wins.
class Votes {
 public:
  void add(const std::string& name, const Text& value) {
    auto& seen = votes_[name];
    for (auto& [known, count] : seen)
      if (known == value) {
        ++count;
        return;
      }
    seen.emplace_back(value, 1);
  }

  void take_winners(TextByName& values) const {
    for (const auto& [name, seen] : votes_) {
      const auto best =
          std::max_element(seen.begin(), seen.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
      values.emplace(name, best->first);
    }
  }

 private:
  std::map<std::string, std::vector<std::pair<Text, int>>> votes_;
};

/// Finds what the references of `wanted` stand for in `text`.
class Unifier {
 public:
  Unifier(const Model& model, const Text& wanted, const Text& text)
      : model_(model), wanted_(signs_of(wanted)), text_(signs_of(text)) {}

  bool unify(TextByName& found) {
    if (text_.size() > longest || !match(0, 0)) return false;
    found = found_;
    return true;
  }

 private:
  static constexpr std::size_t longest = 600;

  bool match(std::size_t at, std::size_t in) {
    if (at == wanted_.size()) return in == text_.size() && are_values();
    const auto& sign = wanted_[at];
    if (!sign.is_reference) return in < text_.size() && text_[in] == sign && match(at + 1, in + 1);
    const bool is_known = found_.contains(sign.text);
    const bool is_built_in = find_built_in(sign.text) != nullptr;
    for (auto end = in + 1; end <= text_.size() && !(is_built_in && text_[end - 1] == colon); ++end) {
      const auto value =
          text_of(text_.begin() + static_cast<std::ptrdiff_t>(in), text_.begin() + static_cast<std::ptrdiff_t>(end));
      if (is_known && !(found_[sign.text] == value)) continue;
      found_[sign.text] = value;
      if (match(at + 1, end)) return true;
      if (!is_known) found_.erase(sign.text);
    }
    return false;
  }

  /// Whether the parameters could have been given these values.
  bool are_values() const {
    return std::all_of(model_.parameters.begin(), model_.parameters.end(), [&](const Parameter& parameter) {
      const auto found = found_.find(parameter.name);
      return found == found_.end() || !parameter.pattern || !found->second.is_literal() ||
             matches(*parameter.pattern, found->second.literal());
    });
  }

  const Piece colon = {false, ":"};
  const Model& model_;
  Signs wanted_, text_;
  TextByName found_;
};

/// Goes through the places where a role and a wanted one say the same kind of thing.
class Collector {
 public:
  Collector(const Role& role, const Model& wanted) : role_(role), model_(wanted), wanted_(wanted.roles.front()) {}

  TextByName collect() {
    if (role_.name && wanted_.name) pair(*wanted_.name, *role_.name);
    if (role_.trust && wanted_.trust) statements(*wanted_.trust, *role_.trust);
    for (const auto& policy : wanted_.policies)
      for (const auto& own : role_.policies) statements(policy.document, own.document);
    if (role_.trust) places(*role_.trust);
    for (const auto& own : role_.policies) places(own.document);
    TextByName values;
    votes_.take_winners(values);
    return values;
  }

 private:
  void pair(const Text& wanted, const Text& text) {
    TextByName found;
    if (!Unifier(model_, wanted, text).unify(found)) return;
    for (const auto& [name, value] : found)
      if (!find_built_in(name) && !is_placeholder(value)) votes_.add(name, value);
  }

  void pairs(const Values& wanted, const Values& values) {
    for (const auto& one : wanted.items)
      for (const auto& other : values.items) pair(one, other);
  }

  void statements(const Policy& wanted, const Policy& policy) {
    for (const auto& one : wanted.statements)
      for (const auto& other : policy.statements) {
        if (!one.action || other.effect == Effect::deny) continue;
        if (std::none_of(one.action->items.begin(), one.action->items.end(),
                         [&](const Text& action) { return takes_action(other, action.spelled()); }))
          continue;
        if (one.resource && other.resource) pairs(*one.resource, *other.resource);
        if (one.condition && other.condition) conditions(*one.condition, *other.condition);
      }
  }

  void conditions(const std::vector<ConditionOperator>& wanted, const std::vector<ConditionOperator>& own) {
    for (const auto& op : wanted)
      for (const auto& key : op.keys)
        for (const auto& other : own)
          for (const auto& tested : other.keys)
            if (lower_case(key.name.spelled()) == lower_case(tested.name.spelled())) pairs(key.values, tested.values);
  }

  /// Where the role works: what its ARNs and its conditions on the account say.
  void places(const Policy& policy) {
    for_each_text_in_policy(policy, [&](const Text& text) {
      const auto parts = arn_parts(text);
      if (parts.empty()) return;
      constexpr std::pair<std::size_t, std::string_view> named[] = {{1, "partition"}, {3, "region"}, {4, "account"}};
      for (const auto& [part, name] : named)
        if (is_value_of(name, parts[part])) votes_.add(std::string(name), parts[part]);
    });
    for (const auto& statement : policy.statements) {
      if (!statement.condition) continue;
      for (const auto& op : *statement.condition)
        for (const auto& key : op.keys)
          if (lower_case(key.name.spelled()) == "aws:sourceaccount")
            for (const auto& value : key.values.items)
              if (is_value_of("account", value)) votes_.add("account", value);
    }
  }

  const Role& role_;
  const Model& model_;
  const Role& wanted_;
  Votes votes_;
};

}  // namespace

TextByName values_in(const Role& role, const Model& wanted, const TextByName& given) {
  auto values = given;
  for (auto& [name, value] : Collector(role, wanted).collect()) values.emplace(name, value);
  for (const auto& parameter : wanted.parameters)
    if (parameter.default_value) values.emplace(parameter.name, Text(*parameter.default_value));
  const auto names = references(wanted);
  std::erase_if(values, [&](const auto& row) { return !names.contains(row.first); });
  return values;
}

Model bound_to(const Model& wanted, const TextByName& values) {
  auto model = wanted;
  auto all = values;
  for (const auto& name : references(wanted))
    if (!find_built_in(name) && !all.contains(name)) all[name].append_reference(name + std::string(suffix));
  replace(model, all);
  return model;
}

bool is_unknown(std::string_view reference) { return reference.ends_with(suffix); }

Text renamed_back(const Text& text) {
  Text result;
  for (const auto& piece : text.pieces()) {
    if (!piece.is_reference)
      result.append(piece.text);
    else if (is_unknown(piece.text))
      result.append_reference(piece.text.substr(0, piece.text.size() - suffix.size()));
    else
      result.append_reference(piece.text);
  }
  return result;
}

std::string shown(const Text& text) {
  std::string result;
  const auto renamed = renamed_back(text);
  for (const auto& piece : renamed.pieces()) result += piece.is_reference ? "${" + piece.text + "}" : piece.text;
  return result;
}

std::vector<Text> arn_parts(const Text& text) {
  constexpr std::size_t count = 6;
  std::vector<Text> parts(1);
  for (const auto& sign : signs_of(text)) {
    if (sign.is_reference)
      parts.back().append_reference(sign.text);
    else if (sign.text == ":" && parts.size() < count)
      parts.emplace_back();
    else
      parts.back().append(sign.text);
  }
  return parts.size() == count && parts[0].is_literal() && parts[0].literal() == "arn" ? parts : std::vector<Text>();
}

}  // namespace rolecast::which
