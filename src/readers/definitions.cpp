#include "readers/definitions.h"

#include <algorithm>

#include "syntax/json.h"

namespace rolecast {
namespace {

constexpr std::size_t most_kept = 16u << 20;  // bytes of all that one input defines for its computed values

void append_canonical(const Node& value, std::string& to) {
  if (!value.tag.empty()) to += "<" + json::write_compact(Node::string(value.tag)) + ">";
  const bool is_plain = value.is(Node::Kind::number) || value.is(Node::Kind::boolean);
  if (is_plain || !value.text.empty())
    to += is_plain ? value.text : json::write_compact(Node::string(value.text));
  else if (value.is_scalar())
    to += value.is(Node::Kind::null) ? "null" : "\"\"";
  if (!value.items.empty() || value.is(Node::Kind::list)) {
    to += "[";
    for (const auto& item : value.items) {
      append_canonical(item, to);
      to += ",";
    }
    to += "]";
  }
  if (!value.is(Node::Kind::map)) return;
  std::vector<std::pair<std::string, const Node*>> entries;
  for (const auto& entry : value.entries) entries.emplace_back(canonical(entry.key), &entry.value);
  // blocks of one type keep their order
  std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  to += "{";
  for (const auto& [key, entry] : entries) {
    to += key + ":";
    append_canonical(*entry, to);
    to += ",";
  }
  to += "}";
}

}  // namespace

std::string canonical(const Node& value) {
  std::string text;
  append_canonical(value, text);
  return text;
}

const Definition& Definitions::definition(const std::string& name) {
  const auto found = known_.find(name);
  return found != known_.end() ? found->second : known_.emplace(name, find_(name)).first->second;
}

template <typename IsKnown>
std::optional<std::string> Definitions::collect(const std::vector<std::string>& names, IsKnown is_known) {
  std::map<std::string_view, const Definition*> found;
  auto open = names;
  while (!open.empty()) {
    const auto& definition = this->definition(open.back());
    const std::string_view name = known_.find(open.back())->first;
    open.pop_back();
    if (!is_known(definition) || kept_ > most_kept) return std::nullopt;
    if (!found.emplace(name, &definition).second) continue;
    kept_ += name.size() + definition.text.size();
    open.insert(open.end(), definition.names.begin(), definition.names.end());
  }
  std::string text;
  for (const auto& [name, definition] : found)
    if (!definition->text.empty()) text += std::string(name) + " = " + definition->text + "\n";
  return text;
}

std::optional<std::string> Definitions::behind(const std::vector<std::string>& names) {
  return collect(names, [](const Definition& definition) { return definition.is_whole; });
}

std::optional<std::string> Definitions::said_of(const std::vector<std::string>& names) {
  return collect(names, [](const Definition& definition) { return !definition.reads_files; });
}

void define_computed(Model& model, Definitions& definitions,
                     const std::function<std::vector<std::string>(const std::string& expression)>& names_in) {
  for (auto& parameter : model.parameters)
    if (!parameter.stands_for.empty()) parameter.defined_by = definitions.behind(names_in(parameter.stands_for));
}

}  // namespace rolecast
