#include "readers/native.h"

#include <algorithm>
#include <charconv>
#include <iterator>

#include <fmt/core.h>

#include "model/document.h"
#include "readers/catalogue.h"
#include "readers/expand.h"
#include "readers/expectation.h"
#include "syntax/fields.h"

namespace rolecast {
namespace {

/// Reads one role file; what it names from the catalogue is read by the same code.
class RoleFile {
 public:
  RoleFile(Sources& sources, Diagnostics& diagnostics) : sources_(sources), diagnostics_(diagnostics) {}

  /// A template, which is a role file that says more about itself.
  Model read_template(const CatalogueItem& item) {
    Node file = item.tree;
    std::erase_if(file.entries, [](const Entry& entry) { return entry.key.text == "catalogue"; });
    Model model = read(file, {});
    for (auto& role : model.roles) mark_absent(item.about, role);
    return model;
  }

  Model read(const Node& node, std::string stem) {
    Model model;
    model.stem = std::move(stem);
    Fields fields(node, "the role file", diagnostics_);
    check_format(fields.require("rolecast"));
    if (const Node* parameters = fields.take("parameters"))
      model.parameters = read_parameters(*parameters, diagnostics_);
    const Node* roles = fields.require("roles");
    model.span = roles ? roles->span : node.span;
    if (roles && is_map(*roles, "`roles`"))
      for (const auto& entry : roles->entries) model.roles.push_back(role(entry, model));
    model.damaged = !fields.finish();
    return model;
  }

 private:
  void check_format(const Node* format) {
    if (format && !(format->is(Node::Kind::number) && format->text == "1"))
      diagnostics_.error(Code::format_version, format->span, "this is no version of the role file that rolecast reads",
                         "write `rolecast: 1`");
  }

  bool is_map(const Node& node, const std::string& what) {
    if (node.is(Node::Kind::map)) return true;
    diagnostics_.error(Code::wrong_type, node.span, fmt::format("{} is {}, not a map", what, describe(node)));
    return false;
  }

  Role role(const Entry& entry, Model& model) {
    const auto where = fmt::format("role `{}`", entry.key.text);
    Fields fields(entry.value, where, diagnostics_);
    Role role;
    known_.clear();
    template_ = {};
    const Node* with = fields.take("with");
    if (const Node* name = fields.take("template")) role = from_template(*name, with, model);
    role.id = entry.key.text;
    role.span = entry.key.span;
    attributes(fields, role);
    if (const Node* trust = fields.take("trust"))
      role.trust = read_policy(*trust, TextSyntax::native, "the trust policy of " + where, diagnostics_);
    if (const Node* capabilities = fields.take("capabilities")) add_capabilities(*capabilities, with, role, model);
    if (const Node* policies = fields.take("policies"))
      for (auto& policy : read_inline_policies(*policies, where, diagnostics_))
        role.policies.push_back(std::move(policy));
    if (const Node* expect = fields.take("expect"))
      add_expectations(read_expectations(*expect, where, diagnostics_), role.expectations);
    if (with && is_map(*with, "`with`")) refuse_unknown_parameters(*with, known_, diagnostics_);
    role.damaged = !fields.finish();
    return role;
  }

  /// To those of the template.
  static void add_expectations(Expectations own, Expectations& all) {
    const auto append = [](Policy& from, Policy& to) {
      std::move(from.statements.begin(), from.statements.end(), std::back_inserter(to.statements));
    };
    append(own.allowed, all.allowed);
    append(own.denied, all.denied);
  }

  void attributes(Fields& fields, Role& role) {
    text_field(fields, "name", role.name);
    text_field(fields, "description", role.description);
    text_field(fields, "path", role.path);
    text_field(fields, "permissionsBoundary", role.permissions_boundary);
    if (const Node* seconds = fields.take("maxSessionDuration"))
      role.max_session_duration = whole_number(*seconds, role);
    if (const Node* arns = fields.take("managedPolicyArns")) managed_policies(*arns, role);
    if (const Node* tags = fields.take("tags"); tags && is_map(*tags, "`tags`"))
      for (const auto& tag : tags->entries)
        if (auto value = read_text(tag.value, fmt::format("tag `{}`", tag.key.text), diagnostics_))
          role.tags.push_back({parse_text(tag.key.text, tag.key.span, diagnostics_), std::move(*value)});
  }

  void text_field(Fields& fields, std::string_view key, std::optional<Text>& to) {
    if (const Node* node = fields.take(key)) to = read_text(*node, fmt::format("`{}`", key), diagnostics_);
  }

  std::optional<std::int64_t> whole_number(const Node& node, Role& role) {
    role.max_session_duration_span = node.span;
    std::int64_t value = 0;
    const char* end = node.text.data() + node.text.size();
    const auto [stop, fault] = std::from_chars(node.text.data(), end, value);
    if (node.is(Node::Kind::number) && fault == std::errc() && stop == end) return value;
    diagnostics_.error(
        Code::session_duration, node.span, "`maxSessionDuration` is no whole number",
        node.is(Node::Kind::string) ? "write seconds without quotes: 3600 to 43200" : "write seconds: 3600 to 43200");
    return std::nullopt;
  }

  void managed_policies(const Node& node, Role& role) {
    if (!node.is(Node::Kind::list)) {
      diagnostics_.error(Code::wrong_type, node.span,
                         fmt::format("`managedPolicyArns` is {}, not a list", describe(node)));
      return;
    }
    for (const auto& item : node.items)
      if (auto arn = read_text(item, "`managedPolicyArns`", diagnostics_))
        role.managed_policy_arns.push_back(std::move(*arn));
  }

  Role from_template(const Node& name, const Node* with, Model& model) {
    template_ = find_item(name, catalogue_templates(), "template", sources_, diagnostics_);
    if (!template_.file) return {};
    Model found = RoleFile(sources_, diagnostics_).read_template(template_);
    if (found.roles.size() != 1) {
      diagnostics_.error(Code::internal, name.span, fmt::format("template `{}` does not hold one role", name.text));
      return {};
    }
    fill_in(found, with, model);
    return std::move(found.roles.front());
  }

  void add_capabilities(const Node& names, const Node* with, Role& role, Model& model) {
    if (!names.is(Node::Kind::list)) {
      diagnostics_.error(Code::wrong_type, names.span,
                         fmt::format("`capabilities` is {}, not a list", describe(names)));
      return;
    }
    std::vector<CatalogueItem> added;
    for (const auto& name : names.items) {
      auto item = find_item(name, catalogue_capabilities(), "capability", sources_, diagnostics_);
      if (!item.file) continue;
      if (std::any_of(added.begin(), added.end(), [&](const auto& other) { return other.file == item.file; })) {
        diagnostics_.error(Code::duplicate_policy, name.span, fmt::format("capability `{}` stands twice", name.text),
                           "remove one");
        continue;
      }
      Model found = read_capability(item.tree, name.text, diagnostics_);
      fill_in(found, with, model);
      for (auto& policy : found.roles.front().policies) role.policies.push_back(std::move(policy));
      added.push_back(std::move(item));
    }
    check_fit(template_.file ? &template_ : nullptr, added, diagnostics_);
  }

  /// Values of `with` for the parameters of `found`; the other parameters become the file's own.
  void fill_in(Model& found, const Node* with, Model& model) {
    for (const auto& parameter : found.parameters) known_.push_back(parameter.name);
    pass_patterns_on(found, with, model);
    apply_with(found, with, diagnostics_);
    for (auto& parameter : found.parameters) {
      const auto same = [&](const Parameter& other) { return other.name == parameter.name; };
      if (std::none_of(model.parameters.begin(), model.parameters.end(), same))
        model.parameters.push_back(std::move(parameter));
    }
  }

  /// `with: {agentName: "${agent}"}`: what restricts the one restricts the other, unless that has a pattern of its own.
  static void pass_patterns_on(const Model& found, const Node* with, Model& model) {
    for (const auto& parameter : found.parameters) {
      const Node* value = with && parameter.pattern ? with->find(parameter.name) : nullptr;
      for (auto& own : model.parameters)
        if (value && !own.pattern && value->is(Node::Kind::string) && value->text == "${" + own.name + "}") {
          own.pattern = parameter.pattern;
          own.pattern_span = own.span;
        }
    }
  }

  Sources& sources_;
  Diagnostics& diagnostics_;
  std::vector<std::string> known_;  // parameters that the role's template and capabilities declare
  CatalogueItem template_;          // of the role that is read
};

}  // namespace

Reader native_reader() {
  return {"rolecast", "role files, rolecast's own format",
          [](const Node& node) { return node.is(Node::Kind::map) && (node.find("rolecast") || node.find("roles")); },
          [](const std::vector<Document>& documents, Sources& sources, Diagnostics& diagnostics) {
            return RoleFile(sources, diagnostics).read(documents.front().node, documents.front().stem);
          }};
}

}  // namespace rolecast
