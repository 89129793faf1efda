// What was gained and lost, as rows that every report spells in its own way.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/review.h"
#include "source/diagnostic.h"
#include "source/source.h"

namespace rolecast {

/// Two roles, or one that was added or removed, with the inputs that hold them.
struct ReviewRow {
  std::string before, after;  ///< as they were named; a file in it where its roles share an id
  RoleReview review;
  const Role& role() const { return review.after.role ? *review.after.role : *review.before.role; }
  /// Whether anything differs, an attribute among it, or the role was added or removed.
  bool is_changed() const;
};

/// Something that may give access to roles, and was not compared.
struct PassedOver {
  std::string name, why;  ///< a file, a resource; `cannot be read, and may hold roles`
  Span place;
  bool is_changed = false;  ///< it is not known to be the same in both versions
};

/// All that a report is about.
struct Review {
  std::vector<ReviewRow> rows;
  std::vector<PassedOver> passed_over;
  std::string top = {};  ///< what leads to the top of the repository, in names of files: `../` or nothing
};

/// The worst over all roles; `equal` where there is none, and `undecided` where a change was passed over.
Verdict verdict_of(const Review& review);
bool may_gain(const Review& review);
bool has_changes(const Review& review);
std::size_t changes_passed_over(const Review& review);

/// What the versions of an input leave out, each paired with what goes by its name in the other.
std::vector<PassedOver> pair_left_out(const std::vector<LeftOut>& before, const std::vector<LeftOut>& after);

/// `added`, `removed` or `compared`.
std::string_view status_of(const ReviewRow& row);

/// A condition key with its value: one, several, or that it must be missing.
struct ContextRow {
  std::string key;  ///< as the policies spell it
  std::optional<access::ContextValue> value;
};

/// A gain or a loss that a statement causes. Texts are as in the input: each report escapes them.
struct AccessRow {
  bool is_gain = false;
  std::string policy;     ///< the inline policy; empty in a trust policy
  std::string statement;  ///< its Sid, or `statement 2`; empty where no statement says it
  Effect effect = Effect::allow;
  Span span;                               ///< of the statement
  std::string service, level;              ///< empty where they are not known
  std::optional<access::Request> request;  ///< none: it is not known to differ, because of `reason`
  std::string_view anyone;                 ///< `anyone` where the statement's principal names nobody in particular
  std::vector<ContextRow> context;         ///< of the request
  using NamedValues = std::vector<std::pair<std::string, std::string>>;
  NamedValues values;        ///< the deferred values of both sides in which the request is what it is
  NamedValues shown_values;  ///< of these, the parameters that the statement refers to
  std::string reason;
};

/// Gains first, then losses; each in the order of the statements.
std::vector<AccessRow> access_rows(const RoleReview& review, const PartReview& part);

/// What stands before the caller of a row: `by `, or `by anyone, such as `.
std::string words_before_caller(const AccessRow& row);

/// Why the statement counts, as words before its name: nothing for an Allow of the side that allows the request.
std::string_view cause_of(const AccessRow& row);

/// Why what is not known is not known: every reason once.
std::string reasons_in(const std::vector<AccessRow>& rows);

/// `role.yaml:12`; empty where there is no place.
std::string place_of(Span span, const Sources& sources);

}  // namespace rolecast
