#include <algorithm>

#include <fmt/core.h>

#include "readers/aws.h"
#include "readers/cdk.h"
#include "readers/cloudformation.h"
#include "readers/iam.h"
#include "readers/native.h"
#include "readers/terraform.h"
#include "readers/terraform_plan.h"
#include "syntax/suggest.h"

namespace rolecast {
namespace {

const Reader* choose(const Document& document, std::string_view from, const std::vector<Reader>& readers,
                     Diagnostics& diagnostics) {
  for (const auto& reader : readers)
    if ((from.empty() || reader.name == from) && reader.recognises(document.node)) return &reader;
  diagnostics.error(
      Code::not_recognised, document.node.span,
      from.empty() ? "no reader recognises this" : fmt::format("this is not what the reader `{}` reads", from),
      "a role file begins with `rolecast: 1`; a policy document has `Version` and `Statement`");
  return nullptr;
}

bool knows(std::string_view from, const std::vector<Reader>& readers, Diagnostics& diagnostics) {
  if (from.empty()) return true;
  std::vector<std::string_view> names;
  for (const auto& reader : readers) names.push_back(reader.name);
  if (std::find(names.begin(), names.end(), from) != names.end()) return true;
  diagnostics.error(Code::unknown_name, {}, fmt::format("unknown reader `{}`", from), suggestion(from, names));
  return false;
}

void refuse_tags(const Node& node, Diagnostics& diagnostics) {
  if (!node.tag.empty())
    diagnostics.error(Code::yaml_feature, node.span, fmt::format("the tag `{}` means nothing in a role file", node.tag),
                      "write references as ${account}, ${region}, ${partition} or ${parameter}");
  for (const auto& item : node.items) refuse_tags(item, diagnostics);
  for (const auto& entry : node.entries) refuse_tags(entry.value, diagnostics);
}

}  // namespace

std::vector<Reader> built_in_readers() {
  return {native_reader(),         iam_reader(), cloudformation_reader(), cdk_reader(), terraform_reader(),
          terraform_plan_reader(), aws_reader()};
}

std::vector<Model> read(std::vector<Document> documents, std::string_view from, const std::vector<Reader>& readers,
                        Sources& sources, Diagnostics& diagnostics) {
  if (!knows(from, readers, diagnostics)) return {};
  std::vector<std::pair<const Reader*, std::vector<Document>>> groups;
  for (auto& document : documents) {
    const Reader* reader = choose(document, from, readers, diagnostics);
    if (!reader || !reader->takes_tags) refuse_tags(document.node, diagnostics);
    if (!reader) continue;
    const auto joined = std::find_if(groups.begin(), groups.end(),
                                     [&](const auto& group) { return group.first == reader && reader->joins; });
    auto& group = joined != groups.end() ? *joined : groups.emplace_back(reader, std::vector<Document>());
    group.second.push_back(std::move(document));
  }
  std::vector<Model> models;
  for (const auto& [reader, members] : groups) {
    models.push_back(reader->read(members, sources, diagnostics));
    models.back().format = reader->name;
  }
  return models;
}

std::string stem_of(std::string_view path) {
  if (const auto slash = path.rfind('/'); slash != std::string_view::npos) path = path.substr(slash + 1);
  const auto stem = path.substr(0, path.find('.', 1));
  return stem.empty() || stem == "-" ? "role" : std::string(stem);
}

std::string common_stem(const std::vector<Document>& documents) {
  const bool same = std::all_of(documents.begin(), documents.end(),
                                [&](const Document& other) { return other.stem == documents.front().stem; });
  return same ? documents.front().stem : "role";
}

}  // namespace rolecast
