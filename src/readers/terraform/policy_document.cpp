#include "readers/terraform/policy_document.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/core.h>

#include "model/document.h"
#include "model/text_node.h"
#include "readers/terraform/document.h"
#include "readers/terraform/value.h"
#include "syntax/fields.h"

namespace rolecast::terraform {
namespace {

/// `${`, which Terraform would take for a value of its own, is written `&{`.
Node with_variables(const Node& value) {
  const auto text = to_text(value);
  if (!text) return value;
  Text result;
  result.span = text->span;
  for (auto piece : text->pieces()) {
    if (!piece.is_reference)
      for (auto at = piece.text.find("&{"); at != std::string::npos; at = piece.text.find("&{", at))
        piece.text[at] = '$';
    piece.is_reference ? result.append_reference(piece.text) : result.append(piece.text);
  }
  return to_node(result);
}

std::string sid_of(const Node& statement) {
  const Node* sid = statement.find("Sid");
  return sid && is_constant(*sid) ? sid->text : std::string();
}

/// The provider forgets numbers among the conditions of a document that it merges.
const Node* find_number_in_conditions(const Node& statement) {
  const Node* condition = statement.find("Condition");
  if (!condition) return nullptr;
  for (const auto& test : condition->entries)
    for (const auto& key : test.value.entries) {
      if (key.value.is(Node::Kind::number)) return &key.value;
      for (const auto& item : key.value.items)
        if (item.is(Node::Kind::number) || item.is(Node::Kind::boolean)) return &item;
    }
  return nullptr;
}

/// The provider writes a list of one as that one.
Node unwrapped(Node list) { return list.items.size() == 1 ? Node(list.items.front()) : list; }

void unwrap_all(Node& map) {
  for (auto& entry : map.entries) entry.value = unwrapped(std::move(entry.value));
}

class Maker {
 public:
  Maker(const Node& arguments, const std::string& where, Diagnostics& diagnostics)
      : arguments_(arguments), where_(where), diagnostics_(diagnostics), errors_(diagnostics.errors()) {}

  Node make() {
    Fields fields(arguments_, where_, diagnostics_);
    const Node* version = fields.take("version");
    const Node* id = fields.take("policy_id");
    const Node* statements = fields.take("statement");
    std::vector<const Node*> sources, overrides;
    documents(fields.take("source_json"), sources);
    documents(fields.take("source_policy_documents"), sources);
    documents(fields.take("override_policy_documents"), overrides);
    documents(fields.take("override_json"), overrides);
    is_merged_ = !sources.empty() || !overrides.empty();

    for (const Node* source : sources) merge(tree(*source), &source_sids_);
    if (version) version_span_ = version->span;
    version_ =
        std::max(version_, version ? known_text(*version, "`version`") : std::string(to_word(Version::v2012_10_17)));
    is_old_ = version && version->text == to_word(Version::v2008_10_17);
    if (id) id_ = text(*id, "`policy_id`");
    std::set<std::string> sids;
    if (statements)
      for (const auto& one : statements->items) add(statement(one), &sids);
    for (const Node* override_document : overrides) merge(tree(*override_document), nullptr);
    fields.finish();
    return diagnostics_.errors() > errors_ || holds_damage(arguments_) ? damaged(arguments_.span) : result();
  }

 private:
  Node result() {
    Node document = Node::map();
    document.add("Version", Node::string(version_)).span = version_span_;
    if (id_) document.add("Id", *id_);
    document.add("Statement", Node::list(std::move(statements_)));
    document.span = document.entries.back().value.span = arguments_.span;
    Node json = Node::list().tagged("json");
    json.span = arguments_.span;
    json.items.push_back(std::move(document));
    return json;
  }

  // documents that are merged

  void documents(const Node* value, std::vector<const Node*>& all) {
    if (!value) return;
    if (!is_list(*value)) {
      all.push_back(value);
      return;
    }
    for (const auto& item : value->items)
      if (item.is(Node::Kind::null))
        refuse(item, "a document that is merged into " + where_, "text");
      else
        all.push_back(&item);
  }

  Node tree(const Node& value) {
    if (is_constant(value) && value.text.empty()) return Node::map();
    auto found = document_tree(value, "a document that is merged into " + where_, diagnostics_);
    return found ? std::move(*found) : Node::map();
  }

  void merge(const Node& document, std::set<std::string>* sids) {
    if (const Node* version = document.find("Version"))
      version_ = std::max(version_, known_text(*version, "`Version` of a merged document"));
    if (const Node* id = document.find("Id"); id && as_constant_text(*id) != "") id_ = *id;
    const Node* statements = document.find("Statement");
    if (!statements) return;
    if (!is_list(*statements)) refuse(*statements, "`Statement` of a merged document", "a list");
    for (const auto& one : statements->items) {
      if (const Node* number = find_number_in_conditions(one))
        diagnostics_.error(Code::condition_value, number->span,
                           fmt::format("the provider drops `{}` from a document that it merges", number->text),
                           "write it as text");
      add(one, sids);
    }
  }

  /// `sids` are those that must differ from this one's.
  void add(Node statement, std::set<std::string>* sids) {
    const auto sid = sid_of(statement);
    if (const Node* open = statement.find("Sid"); open && is_merged_ && !is_constant(*open))
      refuse(*open, "the Sid of a statement in " + where_ + ", which merges documents by it,", "text");
    if (sids && !sid.empty() && !sids->insert(sid).second)
      diagnostics_.error(Code::duplicate_sid, statement.span, fmt::format("Sid `{}` stands twice in {}", sid, where_),
                         "the provider refuses this; rename one");
    const auto place = sid.empty() ? statements_.size() : places_.try_emplace(sid, statements_.size()).first->second;
    if (place == statements_.size())
      statements_.push_back(std::move(statement));
    else
      statements_[place] = std::move(statement);
  }

  // its own statements

  Node statement(const Node& block) {
    const auto where = "a statement of " + where_;
    Fields fields(block, where, diagnostics_);
    Node result = Node::map();
    result.span = block.span;
    if (const Node* sid = fields.take("sid"); sid && as_constant_text(*sid) != "")
      result.add("Sid", text(*sid, "`sid`"));
    const Node* effect = fields.take("effect");
    result.add("Effect", effect ? *effect : Node::string("Allow"));
    const auto add_values = [&](const char* name, const char* key, bool has_variables) {
      const Node* value = fields.take(name);
      auto list = value ? values(*value, fmt::format("`{}`", name), has_variables) : Node::list();
      if (!list.items.empty()) result.add(key, unwrapped(std::move(list)));
    };
    const Node* principals_blocks = fields.take("principals");
    const Node* not_principals_blocks = fields.take("not_principals");
    if (principals_blocks) result.add("Principal", principals(*principals_blocks));
    if (not_principals_blocks) result.add("NotPrincipal", principals(*not_principals_blocks));
    add_values("actions", "Action", false);
    add_values("not_actions", "NotAction", false);
    add_values("resources", "Resource", true);
    add_values("not_resources", "NotResource", true);
    if (const Node* conditions = fields.take("condition")) result.add("Condition", condition(*conditions));
    fields.finish();
    return result;
  }

  Node principals(const Node& blocks) {
    MapBuilder types;
    const Node anyone = Node::string("*");
    for (const auto& block : blocks.items) {
      Fields fields(block, "`principals` of " + where_, diagnostics_);
      const Node* type = fields.require("type");
      const Node* identifiers = fields.require("identifiers");
      Node name = Node::string(type ? known_text(*type, "`type` of principals") : std::string());
      name.span = type ? type->span : block.span;
      types.append(name, identifiers ? values(*identifiers, "`identifiers`", true).items : std::vector<Node>());
      fields.finish();
    }
    auto result = types.take();
    const auto is_anyone = [&](const Node& node) { return node == anyone; };
    if (result.entries.size() == 1 && is_anyone(result.entries[0].key) &&
        std::all_of(result.entries[0].value.items.begin(), result.entries[0].value.items.end(), is_anyone))
      return anyone;
    unwrap_all(result);
    result.span = blocks.span;
    return result;
  }

  Node condition(const Node& blocks) {
    std::vector<std::pair<Node, MapBuilder>> tests;
    for (const auto& block : blocks.items) {
      Fields fields(block, "`condition` of " + where_, diagnostics_);
      const Node* test = fields.require("test");
      const Node* variable = fields.require("variable");
      const Node* list = fields.require("values");
      fields.finish();
      if (!test || !variable || !list) continue;
      Node name = Node::string(known_text(*test, "`test` of a condition"));
      name.span = test->span;
      auto keys = std::find_if(tests.begin(), tests.end(), [&](const auto& other) { return other.first == name; });
      if (keys == tests.end()) keys = tests.insert(tests.end(), {std::move(name), {}});
      const auto key = text(*variable, "`variable` of a condition");
      keys->second.append(key, values(*list, "`values`", true).items);
    }
    Node result = Node::map();
    result.span = blocks.span;
    for (auto& [test, keys] : tests) unwrap_all(result.add(std::move(test), keys.take()));
    return result;
  }

  // arguments

  Node values(const Node& value, const std::string& name, bool has_variables) {
    Node result = Node::list();
    result.span = value.span;
    if (!is_list(value)) {
      refuse(value, name, "a list");
      return result;
    }
    for (const auto& item : value.items) {
      auto one = text(item, name);
      auto replaced = has_variables ? with_variables(one) : one;
      if (is_old_ && replaced != one)
        diagnostics_.error(Code::policy_version, item.span, "version 2008-10-17 has no variables, so no `&{`");
      result.items.push_back(std::move(replaced));
    }
    return result;
  }

  Node text(const Node& value, const std::string& name) {
    const auto found = scalar_text(value);
    return found ? to_node(*found) : refuse(value, name, "text");
  }

  std::string known_text(const Node& value, const std::string& name) {
    const auto found = as_constant_text(value);
    if (!found) refuse(value, fmt::format("{} in {}", name, where_), "text");
    return found.value_or("");
  }

  Node refuse(const Node& value, const std::string& what, std::string_view wanted) {
    return terraform::refuse(value, what, wanted, diagnostics_);
  }

  const Node& arguments_;
  const std::string& where_;
  Diagnostics& diagnostics_;
  std::size_t errors_;
  std::string version_;
  Span version_span_;
  std::optional<Node> id_;
  std::vector<Node> statements_;
  std::map<std::string, std::size_t> places_;  // of statements, by their Sids
  std::set<std::string> source_sids_;
  bool is_merged_ = false;
  bool is_old_ = false;
};

}  // namespace

Node policy_document(const Node& arguments, const std::string& where, Diagnostics& diagnostics) {
  return Maker(arguments, where, diagnostics).make();
}

}  // namespace rolecast::terraform
