// Role ids made of the names that other formats have for roles.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace rolecast {

class RoleIds {
 public:
  /// `name` with `_` for every character that no id may hold, from its first letter or digit on, cut to the length of
  /// an id; with a number behind where that is an id already, whatever its letter case.
  std::string make(std::string_view name);

 private:
  std::set<std::string> taken_;
};

}  // namespace rolecast
