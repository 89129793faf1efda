// What rolecast has to say about an input: findings as data, collected over a whole run.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "source/codes.h"
#include "source/source.h"

namespace rolecast {

enum class Severity : std::uint8_t { error, warning, note };

/// Messages are lower case without a full stop and quote the user's text in backticks; the hint says what to do.
struct Diagnostic {
  Severity severity = Severity::error;
  Code code = Code::unreadable;
  Span span;
  std::string message;
  std::string hint;
};

/// Something of an input that may give access to roles, and is in no role that was read.
struct LeftOut {
  Span place;
  std::string name, why;            ///< `aws_iam_role_policy.x`, `belongs to `prod`, which is no role of this input`
  std::optional<std::string> says;  ///< all that the input says of it, in one spelling; nothing where that is not known
};

/// The findings of a run. Functions that can fail take this last and return the best value they can make.
class Diagnostics {
 public:
  void add(Diagnostic finding);
  void error(Code code, Span span, std::string message, std::string hint = {});
  void warning(Code code, Span span, std::string message, std::string hint = {});
  void note(Code code, Span span, std::string message, std::string hint = {});

  /// Says nothing to the user by itself: where inputs are compared, the report names it.
  void leave_out(LeftOut thing) { left_out_.push_back(std::move(thing)); }
  const std::vector<LeftOut>& left_out() const { return left_out_; }

  bool has_errors() const { return errors_ > 0; }
  std::size_t errors() const { return errors_; }
  const std::vector<Diagnostic>& all() const { return all_; }
  /// Input by input, top to bottom; findings at one place keep the order they were made in. What was found twice, at
  /// one place and in the same words, is given once.
  std::vector<Diagnostic> in_file_order() const;

 private:
  std::vector<Diagnostic> all_;
  std::vector<LeftOut> left_out_;
  std::size_t errors_ = 0;
};

}  // namespace rolecast
