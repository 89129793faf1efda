#include "readers/cdk.h"

#include <algorithm>

#include <fmt/core.h>

#include "model/characters.h"
#include "model/document.h"
#include "model/text_node.h"
#include "readers/cloudformation.h"
#include "readers/cloudformation/intrinsics.h"
#include "readers/cloudformation/role_properties.h"

namespace rolecast {
namespace {

/// The text under `key`; empty where there is none.
std::string text_under(const Node* map, std::string_view key) {
  const Node* value = map ? map->find(key) : nullptr;
  return value && value->is(Node::Kind::string) ? value->text : std::string();
}

/// Whether every entry is a map with all of these keys.
bool holds_roles(const Node& node, std::initializer_list<std::string_view> keys) {
  const auto is_role = [&](const Entry& entry) {
    return std::all_of(keys.begin(), keys.end(), [&](std::string_view key) { return entry.value.find(key); });
  };
  return !node.entries.empty() && std::all_of(node.entries.begin(), node.entries.end(), is_role);
}
bool is_props(const Node& node) { return holds_roles(node, {"assumeRolePolicyDocument"}); }
bool is_documents(const Node& node) { return holds_roles(node, {"trust", "policies"}); }

/// A reference to a managed policy as its ARN alone.
Node without_reference(Node policy) {
  const Node* reference = policy.entries.size() == 1 ? policy.find("managedPolicyRef") : nullptr;
  const Node* arn = reference && reference->entries.size() == 1 ? reference->find("policyArn") : nullptr;
  if (!arn) return policy;
  Node value = *arn;
  return value;
}

/// The properties of a role with ARNs where references to managed policies stand.
Node with_arns(Node properties) {
  for (auto& [key, value, comment] : properties.entries) {
    if (key.text == "permissionsBoundary") value = without_reference(std::move(value));
    if (key.text == "managedPolicyArns")
      for (auto& item : value.items) item = without_reference(std::move(item));
  }
  return properties;
}

/// Reads a map of roles; a deferred value is a name of the stack that takes the file in.
class PartsReader {
 public:
  PartsReader(const GivenValues& given, const Sources& sources, Diagnostics& diagnostics)
      : diagnostics_(diagnostics),
        values_(diagnostics, given),
        intrinsics_(nothing_, no_parameters_, Undeclared::parameter, sources, values_, diagnostics) {}

  Model read(const Document& document) {
    Model model;
    model.stem = document.stem;
    model.span = document.node.span;
    const bool props = is_props(document.node);
    model.documents_only = !props;
    for (const auto& entry : document.node.entries)
      model.roles.push_back(props ? role_of_props(entry) : role_of_documents(entry));
    values_.move_to(model);
    return model;
  }

 private:
  Role role_of_props(const Entry& entry) {
    return read_role(entry.key, intrinsics_.values(with_arns(entry.value)), Casing::camel, diagnostics_);
  }

  Role role_of_documents(const Entry& entry) {
    Role role;
    role.id = entry.key.text;
    role.span = entry.key.span;
    const auto where = fmt::format("role `{}`", role.id);
    Fields fields(entry.value, where, diagnostics_);
    if (const Node* trust = fields.require("trust")) role.trust = policy(*trust, "the trust policy of " + where);
    if (const Node* policies = fields.require("policies")) {
      if (!policies->is(Node::Kind::map))
        diagnostics_.error(Code::wrong_type, policies->span,
                           fmt::format("`policies` is {}, not a map", describe(*policies)));
      for (const auto& [name, document, comment] : policies->entries)
        role.policies.push_back({Text(name.text, name.span), policy(document, fmt::format("policy `{}`", name.text))});
    }
    role.damaged = !fields.finish();
    return role;
  }

  Policy policy(const Node& document, const std::string& where) {
    auto policy = read_policy(filled(document), TextSyntax::nodes, where, diagnostics_);
    read_as_2012(policy, diagnostics_);
    return policy;
  }

  /// The document with `${AWS::Region}` and `${Name}` as references, in keys too.
  Node filled(Node node) {
    for (auto& item : node.items) item = filled(std::move(item));
    for (auto& entry : node.entries) {
      entry.key = filled(std::move(entry.key));
      entry.value = filled(std::move(entry.value));
    }
    return node.is(Node::Kind::string) ? to_node(text_of(node.text, node.span)) : node;
  }

  Text text_of(std::string_view written, Span place) {
    Text text;
    text.span = place;
    for (std::size_t open; (open = written.find("${")) != std::string_view::npos;) {
      const auto close = std::min(written.find('}', open), written.size());
      const auto name = written.substr(open + 2, close - open - 2);
      const bool is_placeholder = close < written.size() &&
                                  all_in(name.substr(name.starts_with("AWS::") ? 5 : 0), is_identifier_character) &&
                                  !name.empty();
      text.append(written.substr(0, is_placeholder ? open : open + 2));
      if (is_placeholder) text.append(intrinsics_.placeholder(std::string(name), place));
      written.remove_prefix(is_placeholder ? close + 1 : open + 2);
    }
    text.append(written);
    return text;
  }

  const Node nothing_ = Node::map();
  const TemplateParameters no_parameters_;
  Diagnostics& diagnostics_;
  DeferredValues values_;
  Intrinsics intrinsics_;
};

}  // namespace

Reader cdk_reader() {
  return {"cdk", "JSON for CDK: templates that it makes or includes, props and documents",
          [](const Node& node) { return is_template(node) || is_props(node) || is_documents(node); },
          [](const std::vector<Document>& documents, Sources& sources, Diagnostics& diagnostics) {
            const auto& document = documents.front();
            return is_template(document.node) ? cloudformation_reader().read(documents, sources, diagnostics)
                                              : PartsReader(document.given, sources, diagnostics).read(document);
          }};
}

std::vector<std::string> template_files(const Node& manifest) {
  std::vector<std::string> files;
  const Node* artifacts = manifest.find("artifacts");
  if (!artifacts) return files;
  for (const auto& [name, artifact, comment] : artifacts->entries) {
    const auto type = text_under(&artifact, "type");
    const Node* properties = artifact.find("properties");
    if (type == "aws:cloudformation:stack") {
      if (auto file = text_under(properties, "templateFile"); !file.empty()) files.push_back(std::move(file));
    } else if (type == "cdk:cloud-assembly") {
      if (const auto folder = text_under(properties, "directoryName"); !folder.empty())
        files.push_back(folder + "/manifest.json");
    }
  }
  return files;
}

bool may_hold_roles(const Node& file) {
  const Node* resources = file.find("Resources");
  if (!resources || file.find("Transform")) return true;
  return std::any_of(resources->entries.begin(), resources->entries.end(), [](const Entry& resource) {
    const auto type = text_under(&resource.value, "Type");
    return type.empty() || type.starts_with("AWS::IAM::") || type == "AWS::CloudFormation::Stack";
  });
}

}  // namespace rolecast
