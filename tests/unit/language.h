// Sets of words as the library libfa has them: minimal automata of regular expressions, made and compared by code that
// shares nothing with ours.
#pragma once

#include <memory>
#include <new>
#include <string>
#include <string_view>

#include <regex.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

extern "C" {
#include <fa.h>
}

namespace rolecast {

class Language {
 public:
  /// Of an extended regular expression, of which libfa takes bytes for letters.
  static Language of(std::string_view expression) {
    struct fa* made = nullptr;
    fa_compile(expression.data(), expression.size(), &made);
    return Language(made);
  }
  static Language nothing() { return Language(fa_make_basic(FA_EMPTY)); }
  /// Of one word without signs of regular expressions. Libfa has no anchors, so that `$` is none.
  static Language of_word(std::string_view word) {
    return word.empty() ? Language(fa_make_basic(FA_EPSILON)) : of(word);
  }

  Language operator|(const Language& other) const { return Language(fa_union(fa_.get(), other.fa_.get())); }
  Language operator&(const Language& other) const { return Language(fa_intersect(fa_.get(), other.fa_.get())); }
  Language operator-(const Language& other) const { return Language(fa_minus(fa_.get(), other.fa_.get())); }
  bool is_within(const Language& other) const { return fa_contains(fa_.get(), other.fa_.get()) == 1; }
  bool is_empty() const { return fa_equals(fa_.get(), nothing().fa_.get()) == 1; }

 private:
  struct Free {
    void operator()(struct fa* fa) const { fa_free(fa); }
  };
  explicit Language(struct fa* fa) : fa_(fa) {
    if (!fa_) throw std::bad_alloc();  // or an expression that is none
    fa_minimize(fa_.get());
  }

  std::unique_ptr<struct fa, Free> fa_;
};

}  // namespace rolecast
