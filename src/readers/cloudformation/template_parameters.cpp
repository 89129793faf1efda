#include "readers/cloudformation/template_parameters.h"

#include <algorithm>

#include <fmt/core.h>

#include "model/pattern.h"
#include "readers/cloudformation/scalars.h"
#include "readers/deferred.h"
#include "syntax/fields.h"

namespace rolecast {
namespace {

constexpr std::size_t longest_pattern = 2000;  // of the alternatives that stand for a list of allowed values

/// The text with every character that means something in a pattern escaped.
std::string as_pattern(std::string_view text) {
  std::string pattern;
  for (const char c : text) {
    if (std::string_view("\\^$.|?*+()[]{}").find(c) != std::string_view::npos) pattern += '\\';
    pattern += c;
  }
  return pattern;
}

/// Reads one parameter.
class ParameterReader {
 public:
  ParameterReader(const Entry& entry, const Sources& sources, Diagnostics& findings)
      : name_(entry.key.text),
        fields_(entry.value, fmt::format("parameter `{}`", name_), findings),
        sources_(sources),
        findings_(findings) {
    parameter_.name = name_;
    parameter_.span = entry.key.span;
  }

  Parameter read(bool& is_list) {
    const auto type = text_of(fields_.require("Type"));
    is_list = type == "CommaDelimitedList" || type.find("List<") != std::string::npos ||
              type.find("<CommaDelimitedList>") != std::string::npos;
    if (const Node* description = fields_.take("Description")) {
      parameter_.description = text_of(description);
      parameter_.description_span = description->span;
    }
    for (const auto* key : {"ConstraintDescription", "NoEcho"}) fields_.take(key);
    default_value(type);
    restrictions(type);
    fields_.finish();
    if (is_list) parameter_.pattern.reset();  // which each member is held to
    return std::move(parameter_);
  }

 private:
  std::string text_of(const Node* node) {
    if (!node) return {};
    check_scalar(*node, sources_, findings_);
    if (node->is_scalar() && !node->is(Node::Kind::null)) return node->text;
    findings_.error(Code::wrong_type, node->span,
                    fmt::format("parameter `{}` holds {}, not text", name_, describe(*node)));
    return {};
  }

  void default_value(std::string_view type) {
    const Node* node = fields_.take("Default");
    if (!type.starts_with("AWS::SSM::Parameter::Value")) {
      if (node) parameter_.default_value = text_of(node);
      if (node) parameter_.default_span = node->span;
      return;
    }
    parameter_.stands_for = fmt::format("{{{{resolve:ssm:{}}}}}", node ? text_of(node) : name_);
    if (parameter_.description.empty()) parameter_.description = std::string(stands_for) + parameter_.stands_for;
    findings_.warning(
        Code::loose_parameter, parameter_.span,
        fmt::format("`{}` names a parameter of Systems Manager in the template, and is its value here", name_),
        "give it the value when you deploy");
  }

  void restrictions(const std::string& type) {
    const Node* pattern = fields_.take("AllowedPattern");
    const Node* values = fields_.take("AllowedValues");
    std::string lost = type.empty() || type == "String" ? "" : fmt::format("`Type: {}`", type);
    for (const auto* key : {"MinLength", "MaxLength", "MinValue", "MaxValue"})
      if (fields_.take(key)) lost += fmt::format("{}`{}`", lost.empty() ? "" : ", ", key);
    if (type.starts_with("AWS::SSM::Parameter::Value")) return;  // they restrict the name
    if (pattern) take_pattern(*pattern);
    if (values && values->is(Node::Kind::list) && take_values(*values)) return;
    if (values) lost += fmt::format("{}`AllowedValues`", lost.empty() ? "" : ", ");
    if (!lost.empty())
      findings_.warning(Code::loose_parameter, parameter_.span,
                        fmt::format("parameter `{}` is text here, not held to {}", name_, lost),
                        "give it a `pattern` in the role file");
  }

  void take_pattern(const Node& node) {
    const auto written = text_of(&node);
    if (const auto fault = pattern_fault(written); !fault.empty()) {
      findings_.warning(Code::loose_parameter, node.span,
                        fmt::format("the pattern of parameter `{}` is left out", name_), fault);
      return;
    }
    parameter_.pattern = unanchored(written);
    parameter_.pattern_span = node.span;
  }

  /// As a pattern of alternatives; false where that would be too long. A value must match AllowedPattern as well.
  bool take_values(const Node& values) {
    std::string alternatives;
    bool is_first = true;
    for (const auto& value : values.items) {
      const auto text = text_of(&value);
      if (parameter_.pattern && !matches(*parameter_.pattern, text)) continue;
      alternatives += (is_first ? "" : "|") + as_pattern(text);
      is_first = false;
      if (alternatives.size() > longest_pattern) return false;
    }
    parameter_.pattern = std::move(alternatives);
    parameter_.pattern_span = values.span;
    return true;
  }

  const std::string& name_;
  Fields fields_;
  const Sources& sources_;
  Diagnostics& findings_;
  Parameter parameter_;
};

}  // namespace

TemplateParameters declare_parameters(const Node& section, const Sources& sources, DeferredValues& values,
                                      Diagnostics& diagnostics) {
  TemplateParameters parameters;
  if (!section.is(Node::Kind::map))
    diagnostics.error(Code::wrong_type, section.span, fmt::format("`Parameters` is {}, not a map", describe(section)));
  for (const auto& entry : section.entries) {
    TemplateParameter row;
    row.name = values.declare(ParameterReader(entry, sources, row.findings).read(row.is_list));
    parameters.emplace(entry.key.text, std::move(row));
  }
  return parameters;
}

void report_used(const TemplateParameters& parameters, const Model& model, Diagnostics& diagnostics) {
  const auto used = references(model);
  for (const auto& [name, parameter] : parameters) {
    if (!used.contains(parameter.name)) continue;
    for (const auto& finding : parameter.findings.all()) {
      const auto report = finding.severity == Severity::error ? &Diagnostics::error : &Diagnostics::warning;
      (diagnostics.*report)(finding.code, finding.span, finding.message, finding.hint);
    }
  }
}

}  // namespace rolecast
