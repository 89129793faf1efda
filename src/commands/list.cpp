#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <optional>

#include <fmt/core.h>

#include "commands/about_json.h"
#include "commands/command.h"
#include "readers/expand.h"
#include "syntax/json.h"
#include "syntax/suggest.h"

namespace rolecast {
namespace {

struct Row {
  std::string name, summary;
  std::optional<std::vector<Setting>> settings = {};
  std::string program = {};  ///< of a plug-in
  Node more = {};            ///< of a file of the catalogue: what it says about itself
};

struct Kind {
  std::string_view name;
  std::vector<Row> (*rows)(Context&);
};

std::vector<Row> described(std::span<const CatalogueFile> files, std::string_view kind, Context& context) {
  std::vector<Row> rows;
  for (const auto& file : files) {
    const auto node = load_catalogue_file(file, kind, context.sources, context.diagnostics);
    const auto about = read_about(node, context.diagnostics);
    const Node* parameters = node.find("parameters");
    Node more = Node::map();
    add_about(more, about, parameters ? read_parameters(*parameters, context.diagnostics) : std::vector<Parameter>());
    rows.push_back({std::string(file.name), about.summary, {}, {}, std::move(more)});
  }
  return rows;
}

std::vector<Row> templates(Context& context) { return described(catalogue_templates(), "template", context); }
std::vector<Row> capabilities(Context& context) { return described(catalogue_capabilities(), "capability", context); }

std::vector<Row> emitters(Context& context) {
  std::vector<Row> rows;
  for (const auto& emitter : context.emitters) rows.push_back({emitter.name, emitter.summary, emitter.settings});
  for (const auto& plug_in : find_plug_ins(context.plug_ins)) {
    const auto has_name = [&](const Row& row) { return row.name == plug_in.name; };
    if (std::any_of(rows.begin(), rows.end(), has_name)) continue;  // `--to` takes what is built in
    Diagnostics faults;
    auto description = describe(plug_in, context.plug_ins, faults);
    if (faults.has_errors()) description.summary = "does not say what it writes";
    rows.push_back({plug_in.name, description.summary, std::move(description.settings), plug_in.program});
  }
  return rows;
}

std::vector<Row> readers(Context& context) {
  std::vector<Row> rows;
  for (const auto& reader : context.readers) rows.push_back({reader.name, reader.summary});
  return rows;
}

constexpr Kind kinds[] = {
    {"templates", templates}, {"capabilities", capabilities}, {"emitters", emitters}, {"readers", readers}};

std::string joined(const std::vector<std::string>& values) {
  std::string all;
  for (const auto& value : values) all += (all.empty() ? "" : "|") + value;
  return all;
}

std::string as_text(const std::vector<Row>& rows) {
  std::size_t width = 0;
  for (const auto& row : rows) width = std::max(width, row.name.size());
  std::string text;
  for (const auto& row : rows) {
    text += fmt::format("{:<{}}  {}", row.name, width, row.summary);
    if (row.settings)
      for (const auto& setting : *row.settings)
        text += fmt::format("; {}={}", setting.name, setting.values.empty() ? "…" : joined(setting.values));
    if (!row.program.empty()) text += fmt::format(" (plug-in {})", row.program);
    text += '\n';
  }
  return text;
}

Node as_node(const std::vector<Row>& rows) {
  Node list = Node::list();
  for (const auto& row : rows) {
    Node& entry = list.items.emplace_back(Node::map());
    entry.add("name", Node::string(row.name));
    entry.add("summary", Node::string(row.summary));
    for (const auto& more : row.more.entries) entry.entries.push_back(more);
    if (!row.program.empty()) entry.add("plugIn", Node::string(row.program));
    if (!row.settings) continue;
    Node& options = entry.add("options", Node::map());
    for (const auto& setting : *row.settings) {
      Node& values = options.add(setting.name, Node::list());
      for (const auto& value : setting.values) values.items.push_back(Node::string(value));
    }
  }
  return list;
}

void list(const std::string& what, bool json, Context& context) {
  Node all = Node::map();
  std::vector<std::string_view> names;
  for (const auto& kind : kinds) {
    names.push_back(kind.name);
    if (!what.empty() && what != kind.name) continue;
    const auto rows = kind.rows(context);
    all.add(std::string(kind.name), as_node(rows));
    if (json) continue;
    if (what.empty()) context.out += fmt::format("{}{}:\n", context.out.empty() ? "" : "\n", kind.name);
    context.out += as_text(rows);
  }
  if (all.entries.empty())
    context.diagnostics.error(Code::usage, {}, fmt::format("nothing is listed under `{}`", what),
                              suggestion(what, names));
  else if (json)
    context.out = json::write(all);
}

}  // namespace

void add_list(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("list", "Say what there is: templates, capabilities, emitters, readers");
  auto what = std::make_shared<std::string>();
  auto json = std::make_shared<bool>(false);
  command->add_option("WHAT", *what, "templates, capabilities, emitters or readers; all of them without it");
  command->add_flag("--json", *json, "One JSON object");
  command->footer("Examples:\n  rolecast list capabilities\n  rolecast list emitters --json");
  command->callback([what, json, &context] { list(*what, *json, context); });
}

}  // namespace rolecast
