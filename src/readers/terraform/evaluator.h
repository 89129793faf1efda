// Works out Terraform's expressions as far as that can be done before deployment.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "readers/terraform/configuration.h"
#include "readers/terraform/reference.h"
#include "readers/terraform/value.h"

namespace rolecast::terraform {

/// Loop variables, `each`, `count` and iterators with their values; the innermost last.
using Scope = std::vector<std::pair<std::string, Node>>;

/// Sets a scope for as long as it lives.
class InScope {
 public:
  InScope(Scope& scope, Scope inner) : scope_(scope), outer_(std::exchange(scope, std::move(inner))) {}
  ~InScope() { scope_ = std::move(outer_); }
  InScope(const InScope&) = delete;
  InScope& operator=(const InScope&) = delete;

 private:
  Scope& scope_;
  Scope outer_;
};

/// `outer` with the variables of a loop: `KEY,VALUE` or `VALUE`.
Scope with_loop_names(Scope outer, std::string_view names, const Element& element);

/// Stands first in a scope outside of which no name is known.
constexpr std::string_view nothing_else = "";

/// One of the resources or data sources that a block makes.
struct Instance {
  std::string address;  ///< with its index
  Node key;             ///< of `for_each`, or the number of `count`; null without them
  Scope scope;
};
using Instances = std::optional<std::vector<Instance>>;

class Evaluator {
 public:
  Evaluator(const Configuration& configuration, Diagnostics& diagnostics)
      : configuration_(configuration), diagnostics_(&diagnostics) {}

  /// A scalar that only the deployment knows is a reference, named as it is spelled; lists and maps are `unknown`.
  /// What Terraform would refuse is an error, and `damaged`.
  Node value(const Node& expression);

  /// The arguments of a block, without those that are null and those that Terraform keeps for itself (`count`,
  /// `depends_on`, `lifecycle` …), and its blocks in lists under their type; dynamic blocks are written out.
  Node arguments(const Node& block);
  Node arguments(const Block& block, const Instance& instance);
  /// One argument alone; null where it is not given.
  Node argument(const Block& block, std::string_view name, const Instance& instance);

  /// What a block makes; nothing where only the deployment knows.
  Instances instances(const Block& block);
  /// The same; an error where only the deployment knows.
  Instances known_instances(const Block& block);

  /// Whether a reference surely has a value: a variable, or an attribute of something that the input declares.
  bool is_declared(std::string_view reference);

  /// Reports that `what` takes `wanted`, and that `value` is something else or known only at deployment.
  Node refuse(const Node& value, const std::string& what, std::string_view wanted);

 private:
  // evaluator.cpp
  Node worked_out(const Node& expression);
  Node by_kind(const Node& expression);
  Node list(const Node& expression);
  Node object(const Node& expression);
  Node as_alternative(Node chosen, const Node& other);
  Node conditional(const Node& expression);
  Node operation(const Node& expression, std::string_view sign);
  Node call(const Node& expression);
  std::optional<std::vector<Node>> call_arguments(const Node& expression, Node& fault);
  Node fail(Code code, Span place, std::string message, std::string hint = {});
  bool is_too_large(std::size_t more, Span place);

  // text.cpp
  Node text(const Node& expression);
  bool append(const std::vector<Node>& pieces, Text& text, Node& fault);
  bool append(const Node& value, Span place, Text& text, Node& fault);
  bool append_directive(const Node& directive, Text& text, Node& fault);

  // deferral.cpp
  Node deferred(const Node& expression);             ///< as a scalar
  Node deferred_collection(const Node& expression);  ///< as a list or map
  Node deferred_choice(const Node& expression, std::size_t first_branch);
  Node closed(Node expression);
  Node first_that_works(const Node& expression);
  Node works(const Node& expression);
  void hear(const Diagnostics& findings);
  bool is_decided(const Node& value);

  // resolve.cpp
  Node resolve(const Node& expression);
  Node local(const std::string& name, Span place);
  Node variable(const std::string& name, Span place);
  Node named(std::string expression, Span place);
  bool is_collection_type(std::string_view reference) const;
  Node member_of(const Node& expression);
  Node step(const Node& base, const Step& step, Span place);
  Node element(const Node& base, const Step& step, Span place);
  Node resource(const std::string& address, Span place);
  Node attribute(const std::string& resource, const std::string& name, Span place);
  Node document(const Block* block, const Address& address, Span place);
  Instances make_instances(const Block& block);

  // files.cpp
  std::uint32_t named_file(const std::string& path, Span place);
  Node from_file(const Node& expression, const std::vector<Node>& given);
  Node rendered(const Node& parsed, const Node& variables);
  Node template_data(const Block& block, const Instance& instance, Span place);

  // loops.cpp
  bool is_single(std::string_view address);
  Node splat(const Node& expression);
  Node loop(const Node& expression, std::string_view names, bool makes_map, bool groups);
  void add_block(Node& result, const Node& type, const Node& body);
  void add_json_blocks(Node& result, const Node& type, const Node& value);
  void add_dynamic(Node& result, const Node& block);

  const Configuration& configuration_;
  Diagnostics* diagnostics_;
  Scope scope_;
  std::map<std::string, Node, std::less<>> locals_, documents_;
  std::map<std::string, Instances, std::less<>> instances_;
  std::map<std::string, std::uint32_t, std::less<>> files_;  // by their paths
  std::set<std::string, std::less<>> open_;                  // what is being worked out, to find circles
  int depth_ = 0;
  std::size_t size_ = 0;  // of all that was worked out
};

}  // namespace rolecast::terraform
