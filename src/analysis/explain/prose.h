// Sentences: words of our own around texts of the input, which each report shows in its own way.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/text.h"

namespace rolecast {

/// A run of a sentence.
struct Words {
  enum class Kind : std::uint8_t {
    plain,   ///< ours
    loud,    ///< ours, and not to be overlooked
    quoted,  ///< of the input: a name, a value
    told,    ///< of the input: what its author says in words
  };
  Kind kind = Kind::plain;
  std::string text;
};

class Prose {
 public:
  Prose() = default;
  explicit Prose(std::string_view plain) { say(plain); }

  Prose& say(std::string_view plain);
  Prose& shout(std::string_view loud);
  Prose& quote(std::string_view text);
  Prose& quote(const Text& text) { return quote(text.spelled()); }
  Prose& tell(std::string_view comment);
  Prose& add(const Prose& other);

  const std::vector<Words>& words() const { return words_; }
  bool empty() const { return words_.empty(); }
  /// On one line: what the input says is in double quotes where it could be taken for words of ours.
  std::string text() const;

 private:
  std::vector<Words> words_;
};

/// `a`, `a and b`, `a, b and c`.
Prose joined(const std::vector<Prose>& parts, std::string_view last = "and");

/// A text of the input beside words of ours: in double quotes, as JSON has them, unless it is ASCII without blanks.
std::string apart(std::string_view text);

}  // namespace rolecast
