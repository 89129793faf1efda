#include "readers/cloudformation.h"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/core.h>

#include "readers/cloudformation/attached_policies.h"
#include "readers/cloudformation/definitions.h"
#include "readers/cloudformation/intrinsics.h"
#include "readers/cloudformation/role_properties.h"

namespace rolecast {
namespace {

constexpr std::string_view nested = "read the template of the nested stack as well";
constexpr std::string_view transformed =
    "read the template that CloudFormation made of it: `aws cloudformation get-template`";

/// Resources that make roles, or attach policies to them, where this template does not show it.
struct UnseenType {
  std::string_view type, hint;
  std::string_view shown_by = {};  ///< the property that names a role of its own; empty where none does
  std::string_view more_by = {};   ///< the property that makes another role all the same
};
constexpr std::array<UnseenType, 5> unseen_types = {
    {{"AWS::CloudFormation::Stack", nested},
     {"AWS::Serverless::Application", nested},
     {"AWS::Serverless::GraphQLApi", transformed},
     {"AWS::Serverless::Function", transformed, "Role", "DeploymentPreference"},
     {"AWS::Serverless::StateMachine", transformed, "Role", "Events"}}};

/// What AWS's own transforms add are other resources. Other macros may rewrite all of a template.
constexpr std::array<std::string_view, 4> known_transforms = {"AWS::Serverless-", "AWS::LanguageExtensions",
                                                              "AWS::SecretsManager-", "AWS::CodeDeployBlueGreen"};

std::string_view type_of(const Node& resource) {
  const Node* type = resource.find("Type");
  return type && type->is(Node::Kind::string) ? std::string_view(type->text) : std::string_view();
}

const Node& or_nothing(const Node* node) {
  static const Node nothing = Node::map();
  return node ? *node : nothing;
}

bool is_serverless(const Node& file) {
  const Node& transform = or_nothing(file.find("Transform"));
  const auto matches = [](const Node& name) { return name.text.starts_with("AWS::Serverless-"); };
  return matches(transform) || std::any_of(transform.items.begin(), transform.items.end(), matches);
}

/// For each of these events AWS SAM makes a role that may call the function.
bool has_schedule(const Node& events) {
  return std::any_of(events.entries.begin(), events.entries.end(),
                     [](const Entry& event) { return type_of(event.value) == "ScheduleV2"; });
}

/// Reads one template.
class TemplateReader {
 public:
  TemplateReader(const Node& file, const GivenValues& given, const Sources& sources, Diagnostics& diagnostics)
      : file_(file),
        diagnostics_(diagnostics),
        errors_(diagnostics.errors()),
        values_(diagnostics, given),
        parameters_(declare_parameters(or_nothing(file.find("Parameters")), sources, values_, diagnostics)),
        intrinsics_(file, parameters_, is_serverless(file) ? Undeclared::generated : Undeclared::fault, sources,
                    values_, diagnostics) {}

  Model read(std::string stem) {
    model_.stem = std::move(stem);
    const Node& resources = or_nothing(file_.find("Resources"));
    model_.span = resources.span;
    refuse_macros(resources);
    for (const auto& entry : resources.entries) warn_about_unseen(entry);
    for (const auto& entry : resources.entries)
      if (type_of(entry.value) == "AWS::IAM::Role" && intrinsics_.exists(entry))
        model_.roles.push_back(read_role(entry.key, intrinsics_.properties(entry), Casing::pascal, diagnostics_));
    for (const auto& [id, why] : add_attached_policies(resources, intrinsics_, model_.roles, diagnostics_))
      left_out_.emplace(id, why);
    leave_out(resources);
    if (model_.roles.empty() && diagnostics_.errors() == errors_) report_no_roles(resources);
    model_.damaged = diagnostics_.errors() > errors_;
    values_.move_to(model_);
    define_computed(model_, file_);
    report_used(parameters_, model_, diagnostics_);
    return std::move(model_);
  }

 private:
  void report_no_roles(const Node& resources) {
    const bool has_roles = std::any_of(resources.entries.begin(), resources.entries.end(),
                                       [](const Entry& entry) { return type_of(entry.value) == "AWS::IAM::Role"; });
    diagnostics_.error(Code::no_roles, model_.span,
                       has_roles ? "the conditions of the template leave out every AWS::IAM::Role"
                                 : "the template holds no AWS::IAM::Role");
  }

  void refuse_macros(const Node& resources) {
    const Node& transform = or_nothing(file_.find("Transform"));
    refuse_transform(transform);
    for (const auto& item : transform.items) refuse_transform(item);
    for (const auto& entry : resources.entries) {
      if (is_function(entry.key.text)) refuse_macro(entry.key, fmt::format("`{}`", entry.key.text));
      if (type_of(entry.value) == "AWS::Serverless::Connector" || entry.value.find("Connectors"))
        refuse_macro(entry.key, fmt::format("the connector of `{}`", entry.key.text));
    }
  }

  void refuse_transform(const Node& transform) {
    const Node* name = transform.is(Node::Kind::map) ? transform.find("Name") : &transform;
    if (!name || !name->is(Node::Kind::string)) return;
    const auto knows = [&](std::string_view known) { return name->text.starts_with(known); };
    if (std::none_of(known_transforms.begin(), known_transforms.end(), knows))
      refuse_macro(*name, fmt::format("the macro `{}`", name->text));
  }

  void refuse_macro(const Node& place, const std::string& what) {
    diagnostics_.error(Code::not_constant, place.span, fmt::format("{} may change what the roles hold", what),
                       std::string(transformed));
  }

  void warn_about_unseen(const Entry& resource) {
    for (const auto& row : unseen_types) {
      if (type_of(resource.value) != row.type) continue;
      const Node& properties = or_nothing(resource.value.find("Properties"));
      if (!row.shown_by.empty() && properties.find(row.shown_by) && !properties.find(row.more_by) &&
          !has_schedule(or_nothing(properties.find("Events"))))
        continue;
      left_out_.emplace(resource.key.text, "may make roles and attach policies, and is not read");
      diagnostics_.warning(
          Code::policy_elsewhere, resource.key.span,
          fmt::format("`{}` is not read: roles that it makes, and policies that it attaches, are left out",
                      resource.key.text),
          std::string(row.hint));
    }
  }

  void leave_out(const Node& resources) {
    if (left_out_.empty()) return;
    const LeftOutResources found(file_);
    for (const auto& entry : resources.entries)
      if (const auto left = left_out_.find(entry.key.text); left != left_out_.end())
        diagnostics_.leave_out({entry.key.span, left->first, left->second, found.said_of(left->first)});
  }

  const Node& file_;
  Diagnostics& diagnostics_;
  const std::size_t errors_;  // before this template
  DeferredValues values_;
  const TemplateParameters parameters_;
  Intrinsics intrinsics_;
  std::map<std::string, std::string> left_out_;  // why, by the ids of resources
  Model model_;
};

/// Whether a value is given for what an expression computes: an import calls it so, and other values must not decide
/// it.
bool gives_computed(const Node& file, const GivenValues& given, const Sources& sources) {
  Diagnostics unused;
  const auto model = TemplateReader(file, {}, sources, unused).read({});
  return !unused.has_errors() &&
         std::any_of(model.parameters.begin(), model.parameters.end(), [&](const Parameter& parameter) {
           return !parameter.stands_for.empty() && given.contains(parameter.name);
         });
}

}  // namespace

bool is_template(const Node& node) {
  const Node* resources = node.find("Resources");
  if (!node.is(Node::Kind::map) || !resources) return false;
  const auto is_resource = [](const Entry& entry) { return type_of(entry.value).find("::") != std::string_view::npos; };
  return node.find("AWSTemplateFormatVersion") ||
         std::any_of(resources->entries.begin(), resources->entries.end(), is_resource);
}

Reader cloudformation_reader() {
  Reader reader{"cloudformation", "CloudFormation templates, in YAML or JSON", is_template,
                [](const std::vector<Document>& documents, Sources& sources, Diagnostics& diagnostics) {
                  const auto file = without_tags(documents.front().node);
                  const auto& [stem, node, path, folder, given] = documents.front();
                  const bool decides = !given.empty() && !gives_computed(file, given, sources);
                  return TemplateReader(file, decides ? given : GivenValues(), sources, diagnostics).read(stem);
                }};
  reader.takes_tags = true;
  return reader;
}

}  // namespace rolecast
