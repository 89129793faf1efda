// Ids for the roles of an input that names them in its own way.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace rolecast {

class RoleIds {
 public:
  /// `name` with one `_` for what stands between the characters that an id takes, cut where it is too long, and with
  /// `_2`, `_3`, … where an id like that is taken. Letter case does not tell ids apart.
  std::string unique(std::string_view name);

 private:
  std::set<std::string> taken_;  // in lower case
};

}  // namespace rolecast
