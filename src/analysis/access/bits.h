// Small sets of numbers, compared and combined word by word.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace rolecast::access {

/// A set of numbers below a size that is given once. Sets of one size go together.
class Bits {
 public:
  explicit Bits(std::size_t size = 0) : words_((size + 63) / 64) {}

  void insert(std::size_t i) { words_[i / 64] |= std::uint64_t{1} << (i % 64); }
  void remove(std::size_t i) { words_[i / 64] &= ~(std::uint64_t{1} << (i % 64)); }
  bool contains(std::size_t i) const { return (words_[i / 64] >> (i % 64) & 1) != 0; }
  bool empty() const {
    for (const auto word : words_)
      if (word != 0) return false;
    return true;
  }
  bool is_subset_of(const Bits& other) const {
    for (std::size_t i = 0; i < words_.size(); ++i)
      if ((words_[i] & ~other.words_[i]) != 0) return false;
    return true;
  }
  bool meets(const Bits& other) const {
    for (std::size_t i = 0; i < words_.size(); ++i)
      if ((words_[i] & other.words_[i]) != 0) return true;
    return false;
  }
  Bits& operator|=(const Bits& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
    return *this;
  }
  Bits& operator&=(const Bits& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
    return *this;
  }
  Bits& operator-=(const Bits& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
    return *this;
  }
  /// Every number becomes the next one.
  Bits& move_up() {
    std::uint64_t carry = 0;
    for (auto& word : words_) {
      const auto next = word >> 63;
      word = word << 1 | carry;
      carry = next;
    }
    return *this;
  }
  /// Calls `visit` with every number, rising.
  template <typename Visit>
  void for_each(Visit visit) const {
    for (std::size_t i = 0; i < words_.size(); ++i)
      for (auto word = words_[i]; word != 0; word &= word - 1)
        visit(i * 64 + static_cast<std::size_t>(__builtin_ctzll(word)));
  }
  std::size_t words() const { return words_.size(); }

  bool operator==(const Bits&) const = default;
  auto operator<=>(const Bits&) const = default;

 private:
  std::vector<std::uint64_t> words_;
};

/// Adds `set` to sets of which none holds another, unless one of them lies in it; those it lies in go. `set_of` gives
/// an entry's set.
template <typename Entry, typename SetOf>
void keep_minimal(std::vector<Entry>& entries, Entry entry, SetOf set_of) {
  for (const auto& known : entries)
    if (set_of(known).is_subset_of(set_of(entry))) return;
  std::erase_if(entries, [&](const Entry& known) { return set_of(entry).is_subset_of(set_of(known)); });
  entries.push_back(std::move(entry));
}

}  // namespace rolecast::access
