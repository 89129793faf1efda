// The parameters of an imported role: those its input declares, and one for every value that only the deployment knows.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/model.h"

namespace rolecast {

/// Names are made to fit a role file: letters, digits and `_`, unique without letter case, none of a built-in value.
class DeferredValues {
 public:
  explicit DeferredValues(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  /// Declares a parameter of the input. Returns its name in the model, which differs where it would not fit.
  std::string declare(Parameter parameter);

  /// The name of the parameter that stands for `expression`, spelled as in the input. The same expression is the same
  /// parameter; the first time it is declared, with a note at `place`.
  std::string stand_for(std::string_view expression, Span place);

  /// Those parameters that the model refers to, in the order they were declared in.
  void move_to(Model& model);

 private:
  std::string fitting(std::string_view name);

  Diagnostics& diagnostics_;
  std::vector<Parameter> parameters_;
  std::map<std::string, std::string, std::less<>> by_expression_;
};

}  // namespace rolecast
