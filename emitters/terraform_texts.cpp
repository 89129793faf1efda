// Texts that Terraform would not leave as they are.
#include <fmt/core.h>

#include "emitters/terraform_parts.h"
#include "source/utf8.h"
#include "syntax/nfc.h"

namespace rolecast::terraform {
namespace {

void check(std::string_view text, Span place, Diagnostics& diagnostics) {
  auto at = find_unsettled(text);
  if (at == std::string_view::npos) return;
  const auto character = static_cast<std::uint32_t>(next_character(text, at));
  diagnostics.error(Code::inexpressible, place, fmt::format("Terraform may change U+{:04X} in this text", character),
                    "it brings texts into Unicode's form NFC: write the letter that comes of it");
}

}  // namespace

void refuse_what_would_change(const Model& model, const Labels& labels, Diagnostics& diagnostics) {
  for_each_text(model, [&](const Text& text) {
    for (const auto& piece : text.pieces())
      if (!piece.is_reference) check(piece.text, text.span, diagnostics);
  });
  for (const auto& parameter : model.parameters) {
    if (!labels.variables.contains(parameter.name)) continue;
    check(parameter.description, parameter.description_span, diagnostics);
    if (parameter.pattern) check(*parameter.pattern, parameter.pattern_span, diagnostics);
    if (parameter.default_value) check(*parameter.default_value, parameter.default_span, diagnostics);
  }
}

}  // namespace rolecast::terraform
