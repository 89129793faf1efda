// Plain IAM documents: one JSON file for the trust policy and one for each inline policy.
#include <set>

#include <fmt/core.h>

#include "emitters/builtin.h"
#include "emitters/documents_only.h"
#include "model/document.h"
#include "syntax/json.h"

namespace rolecast {
namespace {

void refuse_unbound(const Model& model, Diagnostics& diagnostics) {
  std::set<std::string> reported;
  for_each_text(model, [&](const Text& text) {
    for (const auto& piece : text.pieces())
      if (piece.is_reference && reported.insert(piece.text).second)
        diagnostics.error(Code::unbound, text.span,
                          fmt::format("`${{{}}}` has no value, and plain documents cannot defer it", piece.text),
                          fmt::format("add --set {}=VALUE", piece.text));
  });
}

std::string json_of(const Policy& policy) {
  return json::write(document(policy, [](const Text& text) { return Node::string(std::string(text.literal())); }));
}

std::vector<OutputFile> emit(const Model& model, const Settings&, Diagnostics& diagnostics) {
  refuse_unbound(model, diagnostics);
  if (diagnostics.has_errors()) return {};
  warn_about_attributes(model, "plain documents", diagnostics);
  std::vector<OutputFile> files;
  for (const auto& role : model.roles) {
    const auto folder = model.stem + "/" + role.id + "/";
    files.push_back({folder + "trust.json", json_of(*role.trust), {}});
    for (const auto& policy : role.policies)
      files.push_back({folder + std::string(policy.name.literal()) + ".json", json_of(policy.document), {}});
  }
  return files;
}

}  // namespace

Emitter iam_emitter() { return {"iam", "plain IAM policy documents in JSON, all values bound", {}, emit}; }

}  // namespace rolecast
