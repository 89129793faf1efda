#include "readers/terraform/names.h"

#include <algorithm>

#include <fmt/core.h>

#include "model/pattern.h"
#include "model/vocabulary.h"
#include "readers/deferred.h"
#include "readers/terraform/definitions.h"

namespace rolecast::terraform {
namespace {

/// Attributes of data sources, with and without deprecated names.
struct Row {
  std::string_view data_source, attribute, built_in;
};
constexpr Row rows[] = {{"aws_caller_identity", "account_id", "account"},
                        {"aws_caller_identity", "id", "account"},
                        {"aws_region", "id", "region"},
                        {"aws_region", "name", "region"},
                        {"aws_region", "region", "region"},
                        {"aws_partition", "partition", "partition"},
                        {"aws_partition", "id", "partition"},
                        {"aws_partition", "dns_suffix", "dns_suffix"}};

/// What tells nothing of whose account, region or partition it is.
constexpr std::string_view harmless[] = {"provider", "count", "for_each", "depends_on", "lifecycle"};

/// x of `can(regex("x", var.NAME))`; null for every other condition.
const Node* pattern_in(const Node& condition, const std::string& variable) {
  if (condition.tag != "call can" || condition.items.size() != 1) return nullptr;
  const Node& regex = condition.items[0];
  const bool is_pattern = regex.tag == "call regex" && regex.items.size() == 2 &&
                          regex.items[0].is(Node::Kind::string) && regex.items[0].tag.empty() &&
                          regex.items[1].tag == "expression" && regex.items[1].text == variable;
  return is_pattern ? &regex.items[0] : nullptr;
}

/// Whether an alternative stands outside of all groups: there an anchor belongs to one side alone.
bool has_open_alternative(std::string_view pattern) {
  int depth = 0;
  bool in_set = false;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const char c = pattern[at];
    if (c == '\\')
      ++at;
    else if (in_set)
      in_set = c != ']';
    else if (c == '[')
      in_set = true;
    else if (c == '(' || c == ')')
      depth += c == '(' ? 1 : -1;
    else if (c == '|' && depth == 0)
      return true;
  }
  return false;
}

/// x of `^x$`, which the whole value must match; nothing for every other pattern.
std::optional<std::string> whole_pattern(std::string_view pattern) {
  if (anchored(unanchored(pattern)) == pattern) return std::string(unanchored(pattern));
  const auto last = pattern.find_last_not_of('\\', pattern.size() < 2 ? 0 : pattern.size() - 2);
  const bool is_escaped = (pattern.size() - 2 - last) % 2 == 1;
  if (pattern.size() < 2 || pattern.front() != '^' || pattern.back() != '$' || is_escaped) return std::nullopt;
  if (has_open_alternative(pattern)) return std::nullopt;
  return std::string(pattern.substr(1, pattern.size() - 2));
}

/// A variable as the parameter it becomes.
class Variable {
 public:
  /// `given` is what a file gives to it: null where none does.
  Variable(const Block& block, const Node* given, Evaluator& evaluator, Diagnostics& diagnostics)
      : block_(block), given_(given), evaluator_(evaluator), diagnostics_(diagnostics) {}

  Parameter parameter() {
    result_.name = block_.label;
    result_.span = block_.span;
    if (const Node* description = block_.body->find("description")) {
      result_.description = text(*description, "description");
      result_.description_span = description->span;
    }
    if (const Node* value = given_ ? given_ : block_.body->find("default")) set_default(*value);
    for (const auto& entry : block_.body->entries)
      if (entry.key.text == "validation") validation(entry.value, entry.key.span);
    return std::move(result_);
  }

  /// The same, as far as it says which values it takes.
  Parameter held_to() {
    result_.name = block_.label;
    result_.span = block_.span;
    for (const auto& [key, validation, comment] : block_.body->entries) {
      const Node* pattern = key.text == "validation" ? pattern_of(validation) : nullptr;
      auto inside = pattern ? whole_pattern(pattern->text) : std::nullopt;
      if (!inside || !pattern_fault(*inside).empty()) continue;
      result_.pattern = std::move(inside);
      result_.pattern_span = pattern->span;
    }
    return std::move(result_);
  }

 private:
  const Node* pattern_of(const Node& validation) const {
    const Node* condition = validation.find("condition");
    return condition ? pattern_in(*condition, block_.address) : nullptr;
  }

  std::string text(const Node& expression, std::string_view what) {
    const auto value = evaluator_.value(expression);
    auto found = as_constant_text(value);
    if (!found) evaluator_.refuse(value, fmt::format("the {} of `{}`", what, block_.address), "text");
    return found.value_or("");
  }

  void set_default(const Node& value) {
    if (value.is(Node::Kind::null))
      return loosen(value.span,
                    fmt::format("`{}` is null where it is not given; the parameter must be given", block_.address),
                    "where it is null, take away in the role file what it is used for");
    result_.default_value = text(value, "default");
    result_.default_span = value.span;
  }

  void validation(const Node& block, Span place) {
    const Node* pattern = pattern_of(block);
    auto inside = pattern ? whole_pattern(pattern->text) : std::nullopt;
    if (!inside || result_.pattern || !pattern_fault(*inside).empty())
      return loosen(place, fmt::format("this validation of `{}` is left out", block_.address),
                    "what is read is can(regex(\"^…$\", …)), once, in the signs that all formats share");
    result_.pattern = std::move(inside);
    result_.pattern_span = pattern->span;
  }

  void loosen(Span place, std::string message, std::string hint) {
    diagnostics_.warning(Code::loose_parameter, place, std::move(message), std::move(hint));
  }

  const Block& block_;
  const Node* given_;
  Evaluator& evaluator_;
  Diagnostics& diagnostics_;
  Parameter result_;
};

}  // namespace

std::string_view Names::built_in(std::string_view reference) const {
  const auto address = address_of(reference);
  if (!address.is_whole) return {};
  for (const auto& row : rows) {
    if (address.attribute != row.attribute || !address.block.starts_with("data." + std::string(row.data_source) + "."))
      continue;
    const auto* block = configuration_.find(address.block);
    if (!block) return provider_ == "aws" ? row.built_in : std::string_view();
    const bool is_plain = std::all_of(block->body->entries.begin(), block->body->entries.end(), [](const Entry& entry) {
      return std::find(std::begin(harmless), std::end(harmless), entry.key.text) != std::end(harmless);
    });
    return is_plain && provider_of(*block) == provider_ ? row.built_in : std::string_view();
  }
  return {};
}

void Names::append(const Text& text, Text& result, int depth) const {
  constexpr int most_levels = 8;  // of names that are made of other names
  for (const auto& piece : text.pieces()) {
    const auto name = piece.is_reference ? built_in(piece.text) : std::string_view();
    const auto known = piece.is_reference ? known_.find(piece.text) : known_.end();
    if (!piece.is_reference)
      result.append(piece.text);
    else if (!name.empty())
      result.append_reference(std::string(name));
    else if (known != known_.end() && depth < most_levels)
      append(known->second, result, depth + 1);
    else
      result.append_reference(piece.text);
  }
}

Text Names::resolved(const Text& text) const {
  Text result;
  result.span = text.span;
  append(text, result, 0);
  return result;
}

void Names::settle(Model& model, const GivenValues& given_values, Evaluator& evaluator,
                   Diagnostics& diagnostics) const {
  for_each_text(model, [&](Text& text) { text = resolved(text); });
  const auto used = references(model);
  DeferredValues deferred(diagnostics, given_values);
  for (const auto& block : configuration_.blocks)
    if (block.type == "variable" && configuration_.values.contains(block.label))
      deferred.declare(Variable(block, nullptr, evaluator, diagnostics).held_to());
  std::map<std::string, std::string, std::less<>> names;
  for (const auto& block : configuration_.blocks)
    if (block.type == "variable" && used.contains(block.address) && !configuration_.values.contains(block.label)) {
      const auto given = configuration_.given.find(block.label);
      const auto* value = given == configuration_.given.end() ? nullptr : given->second;
      names[block.address] = deferred.declare(Variable(block, value, evaluator, diagnostics).parameter());
    }
  for_each_text(model, [&](Text& text) {
    Text named;
    named.span = text.span;
    for (const auto& piece : text.pieces()) {
      if (!piece.is_reference)
        named.append(piece.text);
      else if (find_built_in(piece.text))
        named.append_reference(piece.text);
      else if (const auto name = names.find(piece.text); name != names.end())
        named.append_reference(name->second);
      else
        named.append_reference(deferred.stand_for(piece.text, text.span));
    }
    text = std::move(named);
  });
  deferred.move_to(model);
  define_computed(model, configuration_, provider_);
}

}  // namespace rolecast::terraform
