// Which roles of a catalogue a role can serve as: whom it trusts, what it lacks, what is wrong with it.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/match.h"
#include "model/model.h"

namespace rolecast::which {

/// A role of the catalogue, or a capability, with what the catalogue says about it.
struct Wanted {
  std::string name;       ///< `agentcore-runtime`
  std::string family;     ///< `runtime`
  std::string passed_as;  ///< where the ARN of such a role goes
  bool is_caller = false;
  std::string text;  ///< of its file: the comment above a statement says what it is for
  Model model;       ///< of one role
};

/// Whether a role lets in whom it has to let in, and nobody else.
enum class TrustVerdict : std::uint8_t { right, narrower, wider, unguarded, wrong, undecided };
std::string_view to_string(TrustVerdict verdict);

struct TrustFit {
  TrustVerdict verdict = TrustVerdict::undecided;
  std::string reason;
};

/// A request of a wanted statement that the role does not allow, or that is not decided.
struct Lack {
  std::string statement;  ///< its Sid, or `statement 2`
  std::string action, resource;
  std::string reason;     ///< what it is for; where it is not decided, why not
  std::string near_miss;  ///< what the role says instead, where that was meant; empty where it says nothing
};

/// A request that the role allows on some of the wanted resources.
struct Narrowed {
  std::string statement, action, resource;
  std::vector<std::string> only;
};

/// What a role allows beyond what is wanted, by service. `*` as a service is everything.
struct Beyond {
  std::string service;
  std::vector<std::string> actions;
  std::vector<std::string> wider;  ///< wanted ones, on more resources or under fewer conditions
};

/// How a role fits what is wanted.
struct Fit {
  const Wanted* wanted = nullptr;
  TrustFit trust;
  std::size_t needed = 0;  ///< actions, statement by statement
  std::vector<Lack> missing, undecided;
  std::vector<Narrowed> narrowed;
  std::vector<Beyond> beyond;
  TextByName values;                      ///< of its deferred values, as the role has them
  std::optional<Policy> permissions_fix;  ///< statements to add
  std::vector<std::string> replaced;      ///< statements of the role that those take the place of
  std::optional<Policy> trust_fix;        ///< the trust policy to take
  bool is_compared = false;  ///< false: it trusts others and looks like something else, so no more is known
  int likeness = 0;          ///< how much the role looks like it: the order of the fits

  bool has_trust() const { return trust.verdict == TrustVerdict::right || trust.verdict == TrustVerdict::narrower; }
  /// Somebody it is meant for can take it, whoever else can.
  bool is_assumable() const { return trust.verdict < TrustVerdict::wrong; }
  bool is_complete() const { return is_compared && has_trust() && has_permissions() && needed > 0; }
  bool has_permissions() const { return missing.empty() && undecided.empty(); }
};

/// Something in the role that is wrong whatever it is for.
struct Problem {
  std::string what, fix;
  Span place;
};

enum class Identity : std::uint8_t { service_role, caller, other_service, unknown };
std::string_view to_string(Identity identity);

struct Answer {
  Identity identity = Identity::unknown;
  std::vector<std::string> trusts;  ///< `Service lambda.amazonaws.com`
  std::string text;                 ///< what the role is, in one sentence
  bool has_best = false;            ///< the first fit is what the role is for
  std::string too_much;   ///< "everything", "everything but iam:*", where it is far too broad; empty where it is not
  std::vector<Fit> fits;  ///< the likeliest first
  std::vector<Problem> problems;
  std::vector<std::string> notes;  ///< worth knowing, and nothing wrong

  const Fit* best() const { return has_best ? &fits.front() : nullptr; }
  /// The role can do what it is for, and nothing is wrong with it.
  bool fits_best() const;
};

/// What is known beside the role itself.
struct Circumstances {
  TextByName given;        ///< values that the user gave, or that the input says of the roles
  std::string incomplete;  ///< why there may be more policies than the role holds; empty where there are not
};

/// Never takes what is not decided for a fit. Deferred values of the wanted roles get the values that the role uses.
Answer which_role(const RoleOf& of, const std::vector<Wanted>& catalogue, const Circumstances& circumstances);

/// The same for one wanted role or capability; `actions` leaves all others aside, where there are some.
Fit fit_to(const RoleOf& of, const Wanted& wanted, const std::vector<std::string>& actions,
           const Circumstances& circumstances);

}  // namespace rolecast::which
