#include "model/model.h"

namespace rolecast {

std::set<std::string, std::less<>> references(const Model& model) {
  std::set<std::string, std::less<>> names;
  for_each_text(model, [&](const Text& text) {
    for (const auto& piece : text.pieces())
      if (piece.is_reference) names.insert(piece.text);
  });
  return names;
}

}  // namespace rolecast
