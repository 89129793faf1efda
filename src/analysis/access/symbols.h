// Values that are not known when policies are compared: deferred ones, and those of IAM's variables.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/access/glob.h"

namespace rolecast::access {

constexpr std::size_t account_digits = 12;

struct Symbol {
  std::string name;          ///< of the reference; of a variable, its condition key in lower case
  bool is_variable = false;  ///< one of IAM's, whose value is the request's
  bool operator==(const Symbol&) const = default;
  auto operator<=>(const Symbol&) const = default;
};

/// Gives every symbol its letter, and makes new ones for what is known in part.
class Symbols {
 public:
  Letter letter(const Symbol& symbol);
  /// A value of which nothing is known.
  Letter fresh();
  const Symbol& operator[](Letter letter) const { return all_[(origin(letter) - first_symbol) / 2]; }
  std::size_t size() const { return all_.size(); }
  Letter letter_at(std::size_t i) const { return first_symbol + 2 * static_cast<Letter>(i); }

 private:
  std::vector<Symbol> all_;
  std::map<Symbol, Letter> letters_;
};

inline bool is_symbol(Letter letter) { return letter >= first_symbol; }

/// One case of what the values may be. A symbol that is not bound has a value that no pattern names.
struct Assumption {
  std::map<Letter, Word> bound;  ///< to letters and other symbols
  /// Symbols whose value may hold wildcards, and so be another text in each place. What is to match has a letter for
  /// each place; what is to be avoided takes all of these, and perhaps more, which is left open.
  std::set<Letter> loose;
  std::set<std::string> absent;  ///< variables the request has no value for
  bool operator==(const Assumption&) const = default;
  auto operator<=>(const Assumption&) const = default;
};

}  // namespace rolecast::access
