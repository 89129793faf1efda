// The parameters of an imported role: those its input declares, and one for every value that only the deployment knows.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/model.h"

namespace rolecast {

/// How the description of a parameter begins that stands for an expression.
constexpr std::string_view stands_for = "Stands for ";

/// Values by the names of parameters and built-in values in the model.
using GivenValues = std::map<std::string, std::string, std::less<>>;

/// Names are made to fit a role file: letters, digits and `_`, unique without letter case, none of a built-in value.
class DeferredValues {
 public:
  explicit DeferredValues(Diagnostics& diagnostics, GivenValues given = {});

  /// Declares a parameter of the input. Returns its name in the model, which differs where it would not fit.
  std::string declare(Parameter parameter);

  /// The name of the parameter that stands for `expression`, spelled as in the input. The same expression is the same
  /// parameter. It is called after `name`, or after the expression where that is empty.
  std::string stand_for(std::string_view expression, Span place, std::string_view name = {});

  /// The value that is given already for a parameter or built-in value; nothing where none is.
  std::optional<std::string> given(const std::string& name) const;

  /// Those parameters that the model refers to, in the order they were declared in; with a note for each that stands
  /// for an expression, where that was first met, or that has another name than in the input. A parameter with a given
  /// value is always one of them.
  void move_to(Model& model);

 private:
  struct Declared {
    Parameter parameter;
    std::string note;  // where it is called otherwise than in the input
  };

  std::string unique(std::string_view text);

  Diagnostics& diagnostics_;
  GivenValues given_;
  std::vector<Declared> parameters_;
  std::map<std::string, std::string, std::less<>> by_expression_;
  std::set<std::string> taken_;        // in lower case
  std::map<std::string, int> counts_;  // how often a name was made unique with a number
};

}  // namespace rolecast
