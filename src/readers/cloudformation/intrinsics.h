// What the expressions of a CloudFormation template come to, as far as that is known before deployment.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "model/text.h"
#include "readers/cloudformation/functions.h"
#include "readers/cloudformation/mappings.h"
#include "readers/cloudformation/template_parameters.h"

namespace rolecast {

/// What a name stands for that a template does not declare.
enum class Undeclared : std::uint8_t {
  fault,      ///< nothing: it is a mistake
  generated,  ///< a resource that a transform adds
  parameter,  ///< a parameter of the stack that takes the file in
};

/// The text that a worked out value is, or the spelling of a scalar; nothing for any other node.
std::optional<Text> text_of(const Node& value);

/// Works out the functions of one template. AWS CloudFormation Template Reference, "Intrinsic function reference".
class Intrinsics {
 public:
  /// `file` is a template without tags and must outlive this; `parameters` are those it declares.
  Intrinsics(const Node& file, const TemplateParameters& parameters, Undeclared undeclared, const Sources& sources,
             DeferredValues& values, Diagnostics& diagnostics);

  /// The node with every function worked out: its leaves are scalars and texts (text_node.h). Nothing where it is
  /// AWS::NoValue. A text that only the deployment knows is a reference to a parameter that stands for it; where
  /// anything else depends on the deployment, that is an error.
  std::optional<Node> value(const Node& node);

  /// A map with the value of each entry; one that has none is left out.
  Node values(const Node& map);

  /// Whether the condition of that name holds; nothing where only the deployment knows. An unknown name is an error.
  std::optional<bool> holds(const Node& name);

  /// What `Ref` gives for a name, and `Fn::GetAtt` for `Name.Attribute`: a role's name and ARN where the template says
  /// them.
  Text placeholder(const std::string& name, Span place);

  /// Whether the resource is made. Where that depends on the deployment, an error.
  bool exists(const Entry& resource);

  /// The properties of a resource with their values.
  Node properties(const Entry& resource);

 private:
  using Index = std::map<std::string_view, const Node*>;
  using Value = std::optional<Node>;  // nothing is AWS::NoValue
  struct Function {
    std::string_view name;
    Value (Intrinsics::*work_out)(const Node& call, const Node& argument);
  };

  struct Decision {
    bool is_open = true;
    std::optional<bool> value;
  };

  // intrinsics.cpp: trees, conditions
  Value work_out(const Node& node);
  Value leaf(const Node& node);
  Value map(const Node& node);
  Value call(const Node& node, const Call& call);
  bool settle(Node& node);
  Node stand_in(Span place);
  void warn_about_placeholder(const Node& node, const std::string& hint);
  std::optional<bool> condition(const Node& node);
  std::optional<bool> equals(const Node& arguments);
  std::optional<bool> any(const Node& conditions, bool wanted);

  // intrinsics_names.cpp: what names stand for
  Value ref(const std::string& name, Span place);
  Text given_or_reference(const std::string& name, Span place);
  Value list_parameter(const std::string& name, const Node& call, Span place);
  Value attribute(const std::string& resource, const std::string& name, Span place);
  Value undeclared(const std::string& name, const Node& call, Span place);
  std::vector<std::string_view> known_names(bool resources_only) const;
  std::optional<Text> name_of(const std::string& resource);
  std::optional<Text> arn_of(const std::string& resource);
  Value parsed_value(const std::string& resource);
  std::optional<Text> property(const Node& resource, std::string_view key);

  // intrinsics_functions.cpp: a function each
  static const Function* find(std::string_view name);
  Value ref(const Node& node, const Node& argument);
  Value get_attribute(const Node& node, const Node& argument);
  Value sub(const Node& node, const Node& argument);
  Value join(const Node& node, const Node& argument);
  Value select(const Node& node, const Node& argument);
  Value split(const Node& node, const Node& argument);
  Value choose(const Node& node, const Node& argument);
  Value find_in_map(const Node& node, const Node& argument);
  Value deferred_text(const Node& node, const Node& argument);
  Value deferred_list(const Node& node, const Node& argument);
  Value macro(const Node& node, const Node& argument);
  std::optional<std::string> literal(const Node& node);
  std::optional<TextByName> variables(const Node& map);
  bool substitute(std::string_view written, const TextByName& variables, const Node& node, Text& result);
  bool has_size(const Node& node, const Node& argument, std::size_t least, std::size_t most);

  // what values are made of
  Value text(const Text& text, const Node& node);
  bool append_resolved(std::string_view literal, Text& to);
  bool append(Text& to, const Text& part);
  bool affords(std::size_t bytes, Span place);
  Value stand_for(const Node& call, Span place);
  Value refuse(Span place, std::string message, std::string hint = {});
  /// What only the deployment knows, and no parameter can stand for: it is an error unless it ends inside of a text.
  /// Without `what` the error is reported already.
  static Node undecided(std::string what, Span place, Value stand_in = {});
  static bool is_undecided(const Node& value);
  static bool are_same(const Value& a, const Value& b);

  Mappings mappings_;
  Index conditions_, resources_;
  const TemplateParameters& parameters_;
  Undeclared undeclared_;
  const Sources& sources_;
  DeferredValues& values_;
  Diagnostics& diagnostics_;

  std::map<std::string_view, Decision> decisions_;    // on conditions
  std::map<std::string, std::optional<Text>> names_;  // of resources, by logical id
  std::map<std::string, std::string, std::less<>> undeclared_names_;
  std::string stand_in_;      // a parameter, once there was something undecided
  int depth_ = 0;             // of names that lead to other names
  std::size_t produced_ = 0;  // bytes of text
  int faults_ = 0;            // unknown names
};

}  // namespace rolecast
