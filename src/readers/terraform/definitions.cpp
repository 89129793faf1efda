#include "readers/terraform/definitions.h"

#include <algorithm>
#include <array>

#include "readers/terraform/reference.h"
#include "syntax/hcl.h"

namespace rolecast::terraform {
namespace {

/// A resource whose name and ARN are made of these arguments, as far as the configuration gives the first one. Those
/// without a name keep the one that they were given, as long as these arguments stay.
struct Lasting {
  std::string_view type;
  bool must_have_name;
  std::array<std::string_view, 4> arguments;
};
constexpr Lasting lasting[] = {{"aws_iam_role", false, {"name", "name_prefix", "path"}},
                               {"aws_iam_policy", false, {"name", "name_prefix", "path", "description"}},
                               {"aws_s3_bucket", true, {"bucket", "bucket_prefix"}},
                               {"aws_lambda_function", true, {"function_name"}},
                               {"aws_sqs_queue", true, {"name", "name_prefix"}},
                               {"aws_sns_topic", true, {"name", "name_prefix"}},
                               {"aws_dynamodb_table", true, {"name"}},
                               {"aws_cloudwatch_log_group", true, {"name", "name_prefix"}},
                               {"aws_sfn_state_machine", true, {"name", "name_prefix"}}};
constexpr std::string_view lasting_attributes[] = {"arn", "id", "name", "bucket", "function_name"};

/// Arguments of all resources that say where one is made, and how often.
constexpr std::string_view meta_arguments[] = {"provider", "count", "for_each", "region", "lifecycle"};

/// Arguments of a provider that do not say what it works with.
constexpr std::string_view of_tags[] = {"default_tags", "ignore_tags"};

/// What the contents of files decide that are not part of the configuration.
constexpr std::string_view from_files[] = {"data.local_file.", "data.local_sensitive_file.", "data.external.",
                                           "data.archive_file."};

template <typename List>
bool holds(const List& list, std::string_view name) {
  return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

bool reads_file(std::string_view tag) {
  if (!tag.starts_with("call")) return false;
  const auto name = tag.substr(tag.find(' ') + 1);
  return name.starts_with("file") || name == "templatefile";
}

/// The names that a tree refers to, each as ROOT.NAME, or with an attribute.
class Finder {
 public:
  explicit Finder(Definition& to) : to_(to) {}

  void add(const Node& node) {
    if (reads_file(node.tag)) {
      to_.is_whole = false;
      to_.reads_files = true;
    }
    if (node.tag == "expression") return refer(node.text);
    const auto outer = bound_.size();
    if (const auto names = names_bound_by(node); !names.empty()) bound_.emplace_back(names);
    for (const auto& item : node.items) add(item);
    for (const auto& [key, value, comment] : node.entries) add(key, value);
    bound_.resize(outer);
  }

 private:
  void add(const Node& key, const Node& value) {
    if (key.text == "depends_on") return;
    if (key.text == "provider" || key.text == "providers") return add_providers(value);
    if (!key.tag.empty()) add(key);
    const auto outer = bound_.size();
    if (key.text == "dynamic" && value.tag == "block" && !value.items.empty()) {
      const Node* iterator = value.find("iterator");
      bound_.push_back(iterator ? iterator->text : value.items[0].text);
    }
    add(value);
    bound_.resize(outer);
  }

  void add_providers(const Node& value) {
    if (!value.text.empty()) to_.names.push_back("provider." + value.text);
    for (const auto& entry : value.entries) add_providers(entry.value);
  }

  void refer(const std::string& text) {
    const auto steps = steps_of(text);
    if (steps.empty()) to_.is_whole = false;
    if (steps.size() < 2) return;
    const auto& root = steps[0].key.text;
    if (std::any_of(bound_.begin(), bound_.end(), [&](const auto& names) { return binds(names, root); })) return;
    const auto address = address_of(text);
    if (!address.block.empty())
      to_.names.push_back(address.block + (address.attribute.empty() ? "" : "." + address.attribute));
    else if (root == "local" || root == "var" || root == "module")
      to_.names.push_back(root + "." + steps[1].key.text);
    else if (root == "data")
      to_.is_whole = false;
  }

  Definition& to_;
  std::vector<std::string> bound_;  // variables of loops
};

class ConfigurationDefinitions {
 public:
  explicit ConfigurationDefinitions(const Configuration& configuration) : configuration_(configuration) {}

  Definition find(const std::string& name) const {
    Definition result;
    const auto address = name.starts_with("provider.") ? Address() : address_of(name);
    if (name.starts_with("local."))
      add_local(name.substr(name.find('.') + 1), result);
    else if (name.starts_with("var."))
      add_variable(name.substr(name.find('.') + 1), result);
    else if (const auto* block = configuration_.find(address.block.empty() ? name : address.block))
      add_block(*block, address, result);
    else
      result.is_whole = name.starts_with("provider.");  // whoever declares it is not among the files
    return result;
  }

  /// Where an expression cannot be taken apart, a name that nothing has.
  static std::vector<std::string> names_in(const std::string& expression) {
    Diagnostics unused;
    Definition found;
    Finder(found).add(hcl::parse_expression(expression, {}, unused));
    if (unused.has_errors() || !found.is_whole) found.names.emplace_back("module.");
    return found.names;
  }

 private:
  static void add(const Node& node, Definition& to) {
    to.text += canonical(node);
    Finder(to).add(node);
  }

  void add_local(const std::string& name, Definition& to) const {
    if (const auto found = configuration_.locals.find(name); found != configuration_.locals.end())
      add(*found->second, to);
    else
      to.is_whole = false;
  }

  void add_variable(const std::string& name, Definition& to) const {
    const auto* block = configuration_.find("var." + name);
    if (!block) return;
    if (const Node* type = block->body->find("type")) to.text += canonical(*type) + "=";
    const auto known = configuration_.values.find(name);
    const auto given = configuration_.given.find(name);
    if (known != configuration_.values.end())
      add(known->second, to);
    else if (given != configuration_.given.end())
      add(*given->second, to);
    else if (const Node* value = block->body->find("default"))
      add(*value, to);
  }

  void add_block(const Block& block, const Address& address, Definition& to) const {
    for (const auto type : from_files)
      if (block.address.starts_with(type)) {
        to.is_whole = false;
        to.reads_files = true;
      }
    if (block.type == "module") to.is_whole = is_elsewhere(block.body->find("source"));
    if (!address.block.empty() && !block.body->find("provider")) {
      const auto provider = block.type.substr(0, block.type.find('_'));
      to.names.push_back("provider." + provider);
    }
    add(as_lasting(block, address), to);
  }

  /// A module of the registry or of a repository: another version of it has another address. One beside the
  /// configuration may change with it, and is not read.
  static bool is_elsewhere(const Node* source) {
    return source && source->is(Node::Kind::string) && source->tag.empty() && !source->text.starts_with('.') &&
           !source->text.starts_with('/');
  }

  /// The arguments of a block that decide the attribute; all where that is not known.
  static Node as_lasting(const Block& block, const Address& address) {
    if (block.type == "provider") return without_tags_of_all(*block.body);
    const bool is_data = block.address.starts_with("data.");
    const auto row = std::find_if(std::begin(lasting), std::end(lasting),
                                  [&](const Lasting& each) { return each.type == block.type; });
    const bool lasts = !is_data && row != std::end(lasting) && holds(lasting_attributes, address.attribute) &&
                       !(row->must_have_name && !block.body->find(row->arguments[0]));
    if (!lasts) return *block.body;
    Node result = Node::map();
    for (const auto& entry : block.body->entries)
      if (holds(row->arguments, entry.key.text) || holds(meta_arguments, entry.key.text))
        result.entries.push_back(entry);
    return result;
  }

  static Node without_tags_of_all(Node provider) {
    std::erase_if(provider.entries, [](const Entry& entry) { return holds(of_tags, entry.key.text); });
    return provider;
  }

  const Configuration& configuration_;
};

}  // namespace

void define_computed(Model& model, const Configuration& configuration, const std::string& provider) {
  const ConfigurationDefinitions found(configuration);
  Definitions definitions([&](const std::string& name) { return found.find(name); });
  define_computed(model, definitions, ConfigurationDefinitions::names_in);
  model.deployed_with = definitions.behind({"provider." + provider});
}

std::optional<std::string> said_of(const Configuration& configuration, const std::string& address) {
  const ConfigurationDefinitions found(configuration);
  return Definitions([&](const std::string& name) { return found.find(name); }).said_of({address});
}

}  // namespace rolecast::terraform
