#include "analysis/match.h"

#include <algorithm>
#include <map>
#include <set>

#include "analysis/alike.h"

namespace rolecast {
namespace {

using Roles = std::vector<RoleOf>;

class Matcher {
 public:
  Matcher(const Roles& first, const Roles& second) : first_(first), second_(second) {}

  /// Pairs the roles that share a key with one role of the other side and none of their own. An empty key is none.
  template <typename Key>
  void match(Key key_of) {
    std::map<std::string, std::pair<Places, Places>> by_key;
    for (std::size_t i = 0; i < first_.size(); ++i)
      if (!partner_of_first_.contains(i)) by_key[key_of(first_[i], true)].first.push_back(i);
    for (std::size_t i = 0; i < second_.size(); ++i)
      if (!partner_of_second_.contains(i)) by_key[key_of(second_[i], false)].second.push_back(i);
    for (const auto& [key, places] : by_key)
      if (!key.empty() && places.first.size() == 1 && places.second.size() == 1) {
        partner_of_first_[places.first[0]] = places.second[0];
        partner_of_second_[places.second[0]] = places.first[0];
      }
  }

  /// Pairs the roles of one stem, or of all, whose ids two formats may have made of one.
  void match_alike(const std::string* stem = nullptr) {
    const auto is_wanted = [&](const RoleOf& role) { return !stem || role.model->stem == *stem; };
    std::map<std::string, std::string> key_of_first, key_of_second;
    for (const auto& pair : pair_alike(spellings(first_, partner_of_first_, is_wanted),
                                       spellings(second_, partner_of_second_, is_wanted))) {
      key_of_first[pair.first] = pair.first;
      key_of_second[pair.second] = pair.first;
    }
    match([&](const RoleOf& role, bool is_first) {
      return is_wanted(role) ? (is_first ? key_of_first : key_of_second)[role.role->id] : std::string();
    });
  }

  Pairs pairs() const {
    Pairs result;
    for (std::size_t i = 0; i < first_.size(); ++i) {
      const auto found = partner_of_first_.find(i);
      result.emplace_back(first_[i], found == partner_of_first_.end() ? RoleOf{} : second_[found->second]);
    }
    for (std::size_t i = 0; i < second_.size(); ++i)
      if (!partner_of_second_.contains(i)) result.emplace_back(RoleOf{}, second_[i]);
    return result;
  }

 private:
  using Places = std::vector<std::size_t>;

  using Partners = std::map<std::size_t, std::size_t>;

  /// Of the roles that have no partner; the others have taken their names.
  template <typename IsWanted>
  static Spellings spellings(const Roles& roles, const Partners& partners, IsWanted is_wanted) {
    std::vector<const Model*> models;
    std::set<std::string> ids;
    for (std::size_t i = 0; i < roles.size(); ++i) {
      if (!is_wanted(roles[i])) continue;
      if (models.empty() || models.back() != roles[i].model) models.push_back(roles[i].model);
      if (!partners.contains(i)) ids.insert(roles[i].role->id);
    }
    auto result = role_spellings(models);
    std::erase_if(result, [&](const Spelling& spelling) { return !ids.contains(spelling.name); });
    return result;
  }

  const Roles &first_, &second_;
  Partners partner_of_first_, partner_of_second_;
};

/// Where an input has several files; with one there is nothing to tell apart.
std::set<std::string> stems(const Roles& roles) {
  std::set<std::string> result;
  for (const auto& role : roles) result.insert(role.model->stem);
  return result.size() > 1 ? result : std::set<std::string>();
}

}  // namespace

Pairs match_roles(const std::vector<RoleOf>& first, const std::vector<RoleOf>& second,
                  const std::vector<std::pair<std::string, std::string>>& named, const CommonNames& names) {
  if (first.size() == 1 && second.size() == 1) return {{first[0], second[0]}};
  Matcher matcher(first, second);
  for (const auto& [one, other] : named)
    matcher.match([&one = one, &other = other](const RoleOf& role, bool is_first) {
      return role.role->id == (is_first ? one : other) ? std::string("named") : std::string();
    });
  matcher.match([&](const RoleOf& role, bool) { return role.role->name ? names.key(*role.role->name) : ""; });
  for (const auto& stem : stems(first)) matcher.match_alike(&stem);
  matcher.match_alike();
  matcher.match([](const RoleOf& role, bool) { return role.role->id; });
  matcher.match([](const RoleOf& role, bool) { return folded(role.role->id); });
  return matcher.pairs();
}

}  // namespace rolecast
