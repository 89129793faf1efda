#include "source/diagnostic.h"

#include <algorithm>
#include <tuple>

namespace rolecast {

void Diagnostics::error(Code code, Span span, std::string message, std::string hint) {
  all_.push_back({Severity::error, code, span, std::move(message), std::move(hint)});
  ++errors_;
}

void Diagnostics::warning(Code code, Span span, std::string message, std::string hint) {
  all_.push_back({Severity::warning, code, span, std::move(message), std::move(hint)});
}

std::vector<Diagnostic> Diagnostics::in_file_order() const {
  auto sorted = all_;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.span.file, a.span.begin) < std::tie(b.span.file, b.span.begin);
  });
  return sorted;
}

}  // namespace rolecast
