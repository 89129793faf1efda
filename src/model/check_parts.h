// What the parts of check() share: limits as rows, and what is known of a text before deployment.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "model/characters.h"
#include "model/check.h"
#include "model/model.h"

namespace rolecast {

/// How many characters something has at least and at most, whatever the deferred values turn out to be.
struct Extent {
  std::size_t least = 0, most = 0;
  Extent& operator+=(Extent other) { return least += other.least, most += other.most, *this; }
};

/// The extents of the values a model refers to.
class Extents {
 public:
  explicit Extents(const Model& model);
  Extent operator[](std::string_view reference) const;

 private:
  std::unordered_map<std::string_view, std::size_t> longest_;
};

void check_parameters(const Model& model, Diagnostics& diagnostics);
void check_references(const Model& model, Diagnostics& diagnostics);
void check_role(const Role& role, Diagnostics& diagnostics);
void check_principals(const Statement& statement, PolicyKind kind, Diagnostics& diagnostics);
void check_conditions(const std::vector<ConditionOperator>& condition, Diagnostics& diagnostics);
/// `format` is that of the input.
void check_sizes(const Role& role, const Extents& extents, std::string_view format, Diagnostics& diagnostics);

/// The limits of one kind of text.
struct TextRule {
  Code code;
  std::string_view subject;  ///< what messages call the text
  std::size_t least, most;   ///< characters
  CharacterSet set;
  std::string_view allowed;  ///< the set, as a hint says it
};

/// Length and characters. References count the least they can, and a text that holds one is never too short.
void check_text(const TextRule& rule, const Text& text, Diagnostics& diagnostics);

/// The first literal character outside of `set`, as messages say it; empty where there is none.
std::string first_outside(const Text& text, CharacterSet set);

/// A text up to its first parameter, with a value that is like every other in the place of built-in references.
class Known {
 public:
  explicit Known(const Text& text);
  Known(const Known&) = delete;
  Known& operator=(const Known&) = delete;

  std::string_view text;
  bool whole = true;  ///< there was no parameter
  /// Whether the text begins with `start`, or may begin so where not enough of it is known.
  bool may_start_with(std::string_view start) const;

 private:
  std::string buffer_;
};

/// An ARN's parts: `arn`, partition, service, region, account, and the rest with its colons.
struct Arn {
  std::array<std::string_view, 6> parts;
  std::size_t complete = 0;  ///< how many of them are known to their end
};
/// Colons inside IAM variables part nothing.
Arn split_arn(const Known& known);

/// A resource of IAM or STS: `role/` is followed by a name, `root` stands alone.
struct ArnForm {
  std::string_view service, resource;
};
enum class AwsAccount : std::uint8_t { refused, taken };

/// Whether this is an ARN without wildcards of one of `forms`, as far as it is known. `aws` may stand for the account
/// where AWS owns such resources.
bool may_be_arn(const Known& known, std::span<const ArnForm> forms, AwsAccount aws = AwsAccount::refused);
bool is_account(std::string_view text);

/// In backticks, as the author wrote it, and cut where it is too long for a message.
std::string quoted(const Text& text);

/// Names that may stand only once, whatever their letter case.
class Seen {
 public:
  /// False where the name was there already.
  bool insert(std::string_view name) { return names_.insert(lower_case(name)).second; }

 private:
  std::unordered_set<std::string> names_;
};

}  // namespace rolecast
