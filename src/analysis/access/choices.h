// What one dimension of a request can be, a condition key or the resource, so that as few statements as possible match.
#pragma once

#include <vector>

#include "analysis/access/test.h"
#include "analysis/access/words.h"

namespace rolecast::access {

/// One of the values of a key. Which member counts is a matter of the key's kind.
struct Element {
  Word word;
  Amount amount = 0;  ///< of a boolean, 0 or 1
  Address address;
};

struct KeyValue {
  bool is_missing = false, is_array = false;
  std::vector<Element> items;
};

/// What the tests of a key have in common.
struct KeyKind {
  TestKind kind = TestKind::text;  ///< text, number, date, address, boolean or opaque
  bool has_sets = false;           ///< some test is over a set of values, so that there may be several
  bool is_always_there = false;    ///< action and resource, which have one value
};

/// The tests that a statement makes of the key.
struct KeyRival {
  std::size_t statement = 0;
  std::vector<const Test*> tests;
};

struct Choice {
  KeyValue value;
  Bits alive;  ///< the rivals of which every test holds, by statement
};

/// Values for which all `required` tests hold. For any other such value, the rivals that match are a superset of those
/// of one that is given; no set of rivals that is given lies in another. `size` is the number of statements.
std::vector<Choice> minimal_choices(const KeyKind& kind, const std::vector<const Test*>& required,
                                    const std::vector<KeyRival>& rivals, std::size_t size, Budget& budget);

}  // namespace rolecast::access
