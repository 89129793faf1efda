// Statements that take all that others do, as their texts alone tell: what a search need not be made for.
#pragma once

#include <optional>

#include "analysis/access/box.h"
#include "analysis/common_names.h"
#include "model/model.h"

namespace rolecast::access {

class Textual {
 public:
  Textual(const CommonNames& names, const Keys& keys) : names_(names), keys_(keys) {}

  /// Whether `wide` takes every request that `narrow` does, whatever the values of what is deferred. False also where
  /// the texts do not tell. Sid and effect aside.
  bool holds_all(const Statement& wide, const Statement& narrow) const;

 private:
  bool are_same(const Text& a, const Text& b) const;
  bool are_same(const Values& a, const Values& b) const;
  bool holds_all(const std::optional<Values>& list, const std::optional<Values>& items) const;
  bool holds_all(const std::optional<Principal>& list, const std::optional<Principal>& items) const;

  const CommonNames& names_;
  const Keys& keys_;
};

}  // namespace rolecast::access
