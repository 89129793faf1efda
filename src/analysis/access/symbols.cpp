#include "analysis/access/symbols.h"

namespace rolecast::access {

Letter Symbols::letter(const Symbol& symbol) {
  const auto [found, is_new] = letters_.try_emplace(symbol, letter_at(all_.size()));
  if (is_new) all_.push_back(symbol);
  return found->second;
}

Letter Symbols::fresh() {
  all_.push_back({});
  return letter_at(all_.size() - 1);
}

}  // namespace rolecast::access
