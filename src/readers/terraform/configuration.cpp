#include "readers/terraform/configuration.h"

#include <algorithm>

#include <fmt/core.h>

#include "syntax/hcl.h"
#include "syntax/suggest.h"

namespace rolecast::terraform {
namespace {

/// A block at the top of a file.
struct BlockType {
  std::string_view name;
  std::size_t labels;
  std::string_view prefix = {};  ///< of its address; empty where the block says nothing of a role
};

constexpr BlockType block_types[] = {{"resource", 2, "resource"},
                                     {"data", 2, "data"},
                                     {"locals", 0},
                                     {"variable", 1, "var"},
                                     {"module", 1, "module"},
                                     {"provider", 1, "provider"},
                                     {"terraform", 0},
                                     {"output", 1},
                                     {"moved", 0},
                                     {"import", 0},
                                     {"removed", 0},
                                     {"check", 1},
                                     {"ephemeral", 2},
                                     {"action", 2}};

const BlockType* find_type(std::string_view name) {
  for (const auto& row : block_types)
    if (row.name == name) return &row;
  return nullptr;
}

/// Whether a document gives values to variables, and declares nothing.
bool holds_values(const Document& document) { return document.path.ends_with(".tfvars"); }

class Gatherer {
 public:
  Gatherer(Configuration& configuration, std::map<std::string, std::size_t, std::less<>>& places,
           Diagnostics& diagnostics)
      : configuration_(configuration), places_(places), diagnostics_(diagnostics) {}

  void add(const Document& document, const Node& body) {
    if (holds_values(document)) return add_values(document, body);
    refuse_override(document);
    for (const auto& entry : body.entries) add(entry);
  }

 private:
  /// Of two files the later one counts, and `terraform.tfvars` is the earliest.
  void add_values(const Document& document, const Node& body) {
    const bool is_first = document.path.substr(document.path.rfind('/') + 1) == "terraform.tfvars";
    for (const auto& [name, value, comment] : body.entries) {
      if (value.tag == "block")
        diagnostics_.error(Code::wrong_type, name.span, fmt::format("`{}` is a block, not a value", name.text),
                           fmt::format("write it as an argument: {} = …", name.text));
      else if (is_first)
        configuration_.given.emplace(name.text, &value);
      else
        configuration_.given.insert_or_assign(name.text, &value);
    }
  }

  /// Terraform merges such a file into what the others declare.
  void refuse_override(const Document& document) {
    const auto name = document.path.substr(document.path.rfind('/') + 1);
    const auto stem = name.substr(0, name.find(".tf"));
    if (stem == "override" || stem.ends_with("_override"))
      diagnostics_.error(Code::unsupported_expression, document.node.span, "this is an override file",
                         "merge it into the files that it overrides");
  }

  void add(const Entry& entry) {
    const auto& [name, body, comment] = entry;
    const auto* type = find_type(name.text);
    if (!type || body.tag != "block") {
      std::vector<std::string_view> names;
      for (const auto& row : block_types) names.push_back(row.name);
      diagnostics_.error(
          Code::unknown_key, name.span, fmt::format("`{}` is no block of a Terraform configuration", name.text),
          type ? fmt::format("write it as a block: {} {{ … }}", name.text) : suggestion(name.text, names));
      return;
    }
    if (body.items.size() != type->labels) {
      diagnostics_.error(Code::wrong_type, name.span,
                         fmt::format("a `{}` block has {} labels, not {}", name.text, type->labels, body.items.size()));
      return;
    }
    if (name.text == "locals") add_locals(body);
    if (!type->prefix.empty()) add_block(*type, body);
  }

  void add_locals(const Node& body) {
    for (const auto& local : body.entries)
      if (!configuration_.locals.emplace(local.key.text, &local.value).second)
        declared_twice("local." + local.key.text, local.key.span);
  }

  void add_block(const BlockType& type, const Node& body) {
    Block block;
    block.address = type.prefix == "resource" ? "" : type.prefix;
    for (const auto& label : body.items) block.address += (block.address.empty() ? "" : ".") + label.text;
    block.type = type.labels == 2 ? body.items[0].text : type.name;
    block.label = body.items.back().text;
    block.body = &body;
    block.span = body.items.back().span;
    const bool is_alias = type.name == "provider" && body.find("alias");
    if (is_alias) block.address += "." + body.find("alias")->text;
    if (!places_.emplace(block.address, configuration_.blocks.size()).second)
      return declared_twice(block.address, block.span);
    configuration_.blocks.push_back(std::move(block));
  }

  void declared_twice(const std::string& address, Span place) {
    diagnostics_.error(Code::duplicate_key, place, fmt::format("`{}` is declared twice", address),
                       "the files of one folder are one configuration; import folders one at a time");
  }

  Configuration& configuration_;
  std::map<std::string, std::size_t, std::less<>>& places_;
  Diagnostics& diagnostics_;
};

/// The folder that all documents come from; empty where there is none.
std::string common_folder(const std::vector<Document>& documents) {
  std::string folder;
  for (const auto& document : documents) {
    if (holds_values(document)) continue;
    if (document.path.empty() || document.path == "-") return {};
    const auto end = document.path.rfind('/');
    const auto parent = end == std::string::npos ? std::string(".") : document.path.substr(0, end + 1);
    if (!folder.empty() && folder != parent) return {};
    folder = parent;
  }
  return folder;
}

}  // namespace

const Block* Configuration::find(std::string_view address) const {
  const auto place = places_.find(address);
  return place == places_.end() ? nullptr : &blocks[place->second];
}

std::vector<std::string_view> Configuration::addresses_like(std::string_view prefix) const {
  std::vector<std::string_view> result;
  for (const auto& [address, place] : places_)
    if (address.starts_with(prefix)) result.push_back(address);
  return result;
}

Configuration gather(const std::vector<Document>& documents, Diagnostics& diagnostics) {
  Configuration configuration;
  configuration.span = documents.front().node.span;
  configuration.folder = common_folder(documents);
  Gatherer gatherer(configuration, configuration.places_, diagnostics);
  for (const auto& document : documents) {
    const bool is_json = document.node.tag.empty();
    gatherer.add(document, is_json ? configuration.bodies_.emplace_back(hcl::from_json(document.node, diagnostics))
                                   : document.node);
  }
  return configuration;
}

bool is_configuration(const Node& node) {
  if (node.tag == "body") return true;
  if (node.is(Node::Kind::list) && node.tag.empty())
    return !node.items.empty() && std::all_of(node.items.begin(), node.items.end(), is_configuration);
  const auto is_known = [](const Entry& entry) {
    return (find_type(entry.key.text) && !entry.value.is_scalar()) || entry.key.text == "//";
  };
  return node.is(Node::Kind::map) && !node.entries.empty() &&
         std::all_of(node.entries.begin(), node.entries.end(), is_known);
}

std::string provider_of(const Block& block) {
  const Node* provider = block.body->find("provider");
  return provider ? provider->text : "aws";  // a reference, or a text in old configurations
}

}  // namespace rolecast::terraform
