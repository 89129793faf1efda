#include "analysis/alike.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include <fmt/core.h>

#include "model/characters.h"
#include "model/vocabulary.h"

namespace rolecast {
namespace {

/// How a format keeps names apart: to one that is taken it adds 2, 3, …
struct Numbering {
  std::string_view format, separator;
  bool shows_order;         ///< parameters stand in the order in which they were named
  bool roles_take_names;    ///< from parameters
  bool format_takes_names;  ///< from parameters
};
constexpr Numbering numberings[] = {
    {"cloudformation", "", true, true, false}, {"cdk", "", false, true, false}, {"terraform", "_", true, false, true}};

const Numbering* numbering_of(const Model& model) {
  const auto row = std::find_if(std::begin(numberings), std::end(numberings),
                                [&](const Numbering& numbering) { return numbering.format == model.format; });
  return row == std::end(numberings) ? nullptr : row;
}

/// Names in lower case, and whether a name of the same kind is what took it.
using Taken = std::map<std::string, bool>;

bool is_digit_at(std::string_view name, std::size_t at) { return is_digit(static_cast<unsigned char>(name[at])); }

/// Whether the format adds `number` to `base`, and not another one or none: it did `after` the others were taken.
bool adds(unsigned long number, const std::string& base, std::string_view separator, const Taken& taken,
          std::vector<std::string>& after) {
  if (number < 2 || number > taken.size() + 1) return false;
  for (unsigned long i = 1; i < number; ++i) {
    const auto name = i == 1 ? base : fmt::format("{}{}{}", base, separator, i);
    const auto found = taken.find(name);
    if (found == taken.end()) return false;
    if (found->second) after.push_back(name);
  }
  return true;
}

std::vector<Origin> origins_of(std::string_view name, std::string_view separator, const Taken& taken) {
  constexpr std::size_t most_digits = 6;
  std::vector<Origin> origins = {{folded(name), {}}};
  for (auto at = name.size(); at-- > 1 && is_digit_at(name, at) && name.size() - at <= most_digits;) {
    auto base = lower_case(name.substr(0, at));
    if (name[at] == '0' || !base.ends_with(separator)) continue;
    base.resize(base.size() - separator.size());
    Origin origin{folded(base), {}};
    if (adds(std::stoul(std::string(name.substr(at))), base, separator, taken, origin.after))
      origins.push_back(std::move(origin));
  }
  return origins;
}

/// Adds the names of one model. One that another model of the input has too is the same.
void add(Spellings& spellings, Spellings more, const Numbering* numbering, Taken taken) {
  for (auto& spelling : more) {
    const auto separator = numbering ? numbering->separator : "";
    spelling.origins = numbering && !spelling.is_computed ? origins_of(spelling.name, separator, taken)
                                                          : std::vector{Origin{folded(spelling.name), {}}};
    taken.emplace(lower_case(spelling.name), true);
    const auto same = std::find_if(spellings.begin(), spellings.end(),
                                   [&](const Spelling& other) { return other.name == spelling.name; });
    if (same == spellings.end()) {
      spellings.push_back(std::move(spelling));
    } else {
      same->origins.insert(same->origins.end(), spelling.origins.begin(), spelling.origins.end());
      same->is_computed = same->is_computed || spelling.is_computed;
    }
  }
}

/// Origins that lead to one another through the names they are origins of.
class Groups {
 public:
  void join(const Spellings& spellings) {
    for (const auto& spelling : spellings)
      for (const auto& origin : spelling.origins) leaders_[leader(origin.letters)] = leader_of(spelling);
  }

  std::string leader_of(const Spelling& spelling) { return leader(spelling.origins.front().letters); }

 private:
  std::string leader(const std::string& letters) {
    auto at = letters;
    for (auto next = leaders_.try_emplace(at, at).first->second; next != at; next = leaders_.at(at)) at = next;
    return at;
  }

  std::map<std::string, std::string> leaders_;
};

using Group = std::vector<const Spelling*>;

/// Pairs the names of two groups that have the same key; nothing where keys are left over or stand twice.
template <typename Key>
std::optional<std::vector<Alike>> by_key(const Group& first, const Group& second, Key key_of) {
  std::map<std::string, const Spelling*> by_key;
  for (const auto* spelling : second) by_key.emplace(key_of(*spelling), spelling);
  if (first.size() != second.size() || by_key.size() != second.size()) return std::nullopt;
  std::vector<Alike> pairs;
  for (const auto* spelling : first) {
    const auto found = by_key.find(key_of(*spelling));
    if (found == by_key.end()) return std::nullopt;
    pairs.push_back({spelling->name, found->second->name});
    by_key.erase(found);
  }
  return pairs;
}

/// Whether a format may have made `spelling` of a name with these letters while the names `unused` were not given yet.
bool may_be(const Spelling& spelling, const std::string& letters, const std::set<std::string>& unused) {
  return std::any_of(spelling.origins.begin(), spelling.origins.end(), [&](const Origin& origin) {
    return origin.letters == letters && std::none_of(origin.after.begin(), origin.after.end(),
                                                     [&](const std::string& name) { return unused.contains(name); });
  });
}

/// Names the names of a format, in their order, as another format did.
class ByOrigin {
 public:
  ByOrigin(const Group& ordered, const Group& other) : ordered_(ordered), other_(other) {
    for (const auto* spelling : other) unused_.insert(lower_case(spelling->name));
  }

  /// The partners of the ordered names; nothing where there is no way, or more than one.
  std::optional<Group> find() {
    go_on();
    return result_ && !is_open_ ? result_ : std::nullopt;
  }

 private:
  void go_on() {
    constexpr int most_steps = 10'000;
    is_open_ = is_open_ || ++steps_ > most_steps;
    if (is_open_) return;
    if (found_.size() == ordered_.size()) {
      is_open_ = result_ && *result_ != found_;
      result_ = found_;
      return;
    }
    for (const auto& origin : ordered_[found_.size()]->origins)
      for (const auto* candidate : other_) {
        if (candidate->has_place && candidate != other_[found_.size()]) continue;
        const auto name = lower_case(candidate->name);
        if (!unused_.contains(name) || !may_be(*candidate, origin.letters, unused_)) continue;
        found_.push_back(candidate);
        unused_.erase(name);
        go_on();
        unused_.insert(name);
        found_.pop_back();
      }
  }

  const Group &ordered_, &other_;
  Group found_;
  std::optional<Group> result_;
  std::set<std::string> unused_;  // in lower case
  bool is_open_ = false;
  int steps_ = 0;
};

std::vector<Alike> by_origin(const Group& first, const Group& second) {
  const auto is_computed = [](const Spelling* spelling) { return spelling->is_computed; };
  if (first.empty() || first.size() != second.size() || std::any_of(first.begin(), first.end(), is_computed) ||
      std::any_of(second.begin(), second.end(), is_computed))
    return {};
  const bool is_first_ordered = first.front()->has_place;
  const auto& ordered = is_first_ordered ? first : second;
  const auto partners = ByOrigin(ordered, is_first_ordered ? second : first).find();
  std::vector<Alike> pairs;
  for (std::size_t i = 0; partners && i < ordered.size(); ++i) {
    const auto &one = ordered[i]->name, &other = (*partners)[i]->name;
    pairs.push_back(is_first_ordered ? Alike{one, other, true} : Alike{other, one, true});
  }
  return pairs;
}

std::vector<Alike> pair_group(const Group& first, const Group& second) {
  if (auto pairs = by_key(first, second, [](const Spelling& spelling) { return spelling.name; })) return *pairs;
  if (auto pairs = by_key(first, second, [](const Spelling& spelling) { return folded(spelling.name); })) return *pairs;
  return by_origin(first, second);
}

void add_without_x(Spellings& spellings) {
  for (auto& spelling : spellings)
    for (std::size_t i = 0, count = spelling.origins.size(); i < count; ++i)
      if (const auto [letters, after] = spelling.origins[i];
          letters.size() > 1 && letters[0] == 'x' && is_digit_at(letters, 1))
        spelling.origins.push_back({letters.substr(1), after});
}

void rename(Model& model, const TextByName& names) {
  for_each_text_and_expectation(model, [&](Text& text) { text = text.bound(names); });
  for (auto& parameter : model.parameters)
    if (const auto name = names.find(parameter.name); name != names.end())
      parameter.name = name->second.pieces().front().text;
}

}  // namespace

std::string folded(std::string_view name) {
  auto result = lower_case(name);
  std::erase_if(result, [](char c) { return !is_letter_or_digit(static_cast<unsigned char>(c)); });
  return result;
}

Spellings parameter_spellings(const std::vector<const Model*>& models) {
  Spellings result;
  for (const auto* model : models) {
    const auto used = references(*model);
    const auto* numbering = numbering_of(*model);
    Spellings names;
    for (const auto& parameter : model->parameters)
      if (used.contains(parameter.name))
        names.push_back({parameter.name, {}, !parameter.stands_for.empty(), !numbering || numbering->shows_order});
    Taken taken;
    if (numbering && numbering->roles_take_names)
      for (const auto& role : model->roles) taken.emplace(lower_case(role.id), false);
    if (numbering && numbering->format_takes_names) {
      for (const auto name : terraform_keeps()) taken.emplace(name, false);
      for (const auto& row : built_ins()) taken.emplace(row.name, false);
    }
    if (numbering && !numbering->shows_order)
      for (const auto& name : names) taken.emplace(lower_case(name.name), true);
    add(result, std::move(names), numbering, std::move(taken));
  }
  return result;
}

Spellings role_spellings(const std::vector<const Model*>& models) {
  Spellings result;
  for (const auto* model : models) {
    Spellings names;
    for (const auto& role : model->roles) names.push_back({role.id});
    add(result, std::move(names), numbering_of(*model), {});
    // a logical id that began with a digit begins with X
    if (const auto* numbering = numbering_of(*model); numbering && numbering->roles_take_names) add_without_x(result);
  }
  return result;
}

std::vector<Alike> pair_alike(const Spellings& first, const Spellings& second) {
  Groups groups;
  groups.join(first);
  groups.join(second);
  std::map<std::string, std::pair<Group, Group>> by_leader;
  for (const auto& spelling : first) by_leader[groups.leader_of(spelling)].first.push_back(&spelling);
  for (const auto& spelling : second) by_leader[groups.leader_of(spelling)].second.push_back(&spelling);
  std::vector<Alike> pairs;
  for (const auto& [leader, group] : by_leader)
    for (auto& pair : pair_group(group.first, group.second)) pairs.push_back(std::move(pair));
  return pairs;
}

void name_alike(const std::vector<const Model*>& first, const std::vector<Model*>& second) {
  TextByName names;
  for (const auto& pair : pair_alike(parameter_spellings(first), parameter_spellings({second.begin(), second.end()})))
    if (pair.is_numbered) names[pair.second].append_reference(pair.first);
  for (auto* model : second) rename(*model, names);
}

}  // namespace rolecast
