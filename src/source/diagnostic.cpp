#include "source/diagnostic.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>
#include <tuple>

namespace rolecast {

void Diagnostics::add(Diagnostic finding) {
  if (finding.severity == Severity::error) ++errors_;
  all_.push_back(std::move(finding));
}

void Diagnostics::error(Code code, Span span, std::string message, std::string hint) {
  add({Severity::error, code, span, std::move(message), std::move(hint)});
}

void Diagnostics::warning(Code code, Span span, std::string message, std::string hint) {
  add({Severity::warning, code, span, std::move(message), std::move(hint)});
}

void Diagnostics::note(Code code, Span span, std::string message, std::string hint) {
  add({Severity::note, code, span, std::move(message), std::move(hint)});
}

std::vector<Diagnostic> Diagnostics::in_file_order() const {
  std::set<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, Code, std::string_view>> seen;
  std::vector<Diagnostic> sorted;
  std::copy_if(all_.begin(), all_.end(), std::back_inserter(sorted), [&](const Diagnostic& each) {
    return seen.emplace(each.span.file, each.span.begin, each.span.end, each.code, each.message).second;
  });
  std::stable_sort(sorted.begin(), sorted.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.span.file, a.span.begin) < std::tie(b.span.file, b.span.begin);
  });
  return sorted;
}

}  // namespace rolecast
