// Text that may hold deferred values: literal runs and references such as `${account}`.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "source/diagnostic.h"

namespace rolecast {

/// A literal run, or the name of a referenced value.
struct Piece {
  bool is_reference = false;
  std::string text;
  bool operator==(const Piece&) const = default;
};

class Text;
using TextByName = std::map<std::string, Text, std::less<>>;

/// Literal runs are never empty and never neighbours, so equal texts have equal pieces.
/// IAM's own variables (`${aws:username}`, `${*}`) are literal here.
class Text {
 public:
  Text() = default;
  explicit Text(std::string literal, Span span = {});

  void append(std::string_view literal);
  void append_reference(std::string name);
  void append(const Text& other);

  const std::vector<Piece>& pieces() const { return pieces_; }
  bool is_literal() const { return pieces_.empty() || (pieces_.size() == 1 && !pieces_[0].is_reference); }
  /// The text of a literal.
  std::string_view literal() const { return pieces_.empty() ? std::string_view() : pieces_[0].text; }
  bool empty() const { return pieces_.empty(); }
  /// As the native form writes it: references as `${name}`, a literal `${` as `$${`.
  std::string spelled() const;
  /// Every reference that has a value there is replaced by it. A value that holds references itself brings its place
  /// along: what is wrong with them is wrong there.
  Text bound(const TextByName& values) const;

  Span span;

  bool operator==(const Text&) const = default;

 private:
  std::vector<Piece> pieces_;
};

/// Reads the native spelling. A reference that is not closed or whose name is none is an error.
Text parse_text(std::string_view spelling, Span span, Diagnostics& diagnostics);

/// Whether `${content}` is one of IAM's: `content` holds a colon or is `*`, `?` or `$`.
/// IAM User Guide, "IAM policy elements: Variables and tags".
bool is_iam_variable(std::string_view content);

}  // namespace rolecast
