// Plain IAM documents: one JSON file for the trust policy and one for each inline policy.
#include <set>

#include <fmt/core.h>

#include "emitters/builtin.h"
#include "emitters/documents_only.h"
#include "model/bind.h"
#include "model/characters.h"
#include "model/document.h"
#include "syntax/json.h"

namespace rolecast {
namespace {

/// In what the files hold; the other attributes are left out anyway.
void refuse_unbound(const Model& model, Diagnostics& diagnostics) {
  std::set<std::string> reported;
  const auto visit = [&](const Text& text) {
    for (const auto& piece : text.pieces())
      if (piece.is_reference && reported.insert(piece.text).second)
        diagnostics.error(Code::unbound, text.span,
                          fmt::format("`${{{}}}` is deferred, and plain documents hold no deferred values", piece.text),
                          fmt::format("add --set {}=VALUE", piece.text == "dns_suffix" ? "partition" : piece.text));
  };
  for (const auto& role : model.roles) {
    for_each_text_in_policy(*role.trust, visit);
    for (const auto& policy : role.policies) {
      visit(policy.name);
      for_each_text_in_policy(policy.document, visit);
    }
  }
}

/// The trust policy's file has that name already. File systems may not tell letter case apart.
void refuse_policy_named_trust(const Role& role, Diagnostics& diagnostics) {
  for (const auto& policy : role.policies)
    if (lower_case(policy.name.literal()) == "trust")
      diagnostics.error(Code::output_collision, policy.name.span, "its file would have the name of the trust policy's",
                        "rename the policy");
}

std::string json_of(const Policy& policy) {
  return json::write(document(policy, [](const Text& text) { return Node::string(std::string(text.literal())); }));
}

std::vector<OutputFile> emit(const Model& deferred, const Settings&, Diagnostics& diagnostics) {
  const auto errors = diagnostics.errors();
  const auto model = with_defaults(deferred);
  refuse_unbound(model, diagnostics);
  if (diagnostics.errors() > errors) return {};
  warn_about_attributes(model, "plain documents", diagnostics);
  std::vector<OutputFile> files;
  for (const auto& role : model.roles) {
    refuse_policy_named_trust(role, diagnostics);
    const auto folder = model.stem + "/" + role.id + "/";
    files.push_back({folder + "trust.json", json_of(*role.trust), {}});
    for (const auto& policy : role.policies)
      files.push_back({folder + std::string(policy.name.literal()) + ".json", json_of(policy.document), {}});
  }
  return files;
}

Model held(const Model& model, const Settings&) {
  auto bare = without_attributes(with_defaults(model));
  bare.parameters.clear();
  return bare;
}

}  // namespace

Emitter iam_emitter() { return {"iam", "plain IAM policy documents in JSON, all values bound", {}, emit, "iam", held}; }

}  // namespace rolecast
