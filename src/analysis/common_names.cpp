#include "analysis/common_names.h"

#include <fmt/core.h>

#include "analysis/alike.h"
#include "model/characters.h"
#include "model/vocabulary.h"

namespace rolecast {
namespace {

/// No literal can look like a reference, nor two pieces like other two.
void append(std::string& key, bool is_reference, std::string_view text) {
  key += fmt::format("{}{}:{}", is_reference ? '$' : '=', text.size(), text);
}

}  // namespace

CommonNames::CommonNames(const std::vector<const Model*>& models) {
  for (const auto* model : models) {
    std::set<std::string> seen;
    for (const auto& reference : references(*model))
      if (!find_built_in(reference) && !seen.insert(folded(reference)).second) shared_.insert(folded(reference));
  }
}

std::string CommonNames::name(const std::string& reference) const {
  if (find_built_in(reference)) return reference;
  const auto fold = folded(reference);
  const bool is_told_apart = reference.find(' ') != std::string::npos;  // no input has such a name
  // a sign that no name holds keeps the three kinds apart
  return shared_.contains(fold) || is_told_apart ? "=" + reference : "~" + fold;
}

std::string CommonNames::key(const Text& text) const {
  std::string result;
  for (const auto& piece : text.pieces())
    append(result, piece.is_reference, piece.is_reference ? name(piece.text) : piece.text);
  return result;
}

std::string CommonNames::key_without_case(const Text& text) const {
  std::string result;
  for (const auto& piece : text.pieces())
    append(result, piece.is_reference, piece.is_reference ? name(piece.text) : lower_case(piece.text));
  return result;
}

}  // namespace rolecast
