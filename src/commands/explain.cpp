#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>

#include <fmt/core.h>

#include "commands/casting.h"
#include "commands/explain_symptom.h"
#include "commands/explanation.h"
#include "commands/files.h"
#include "commands/git.h"
#include "syntax/json.h"
#include "syntax/suggest.h"

namespace rolecast {
namespace {

constexpr auto examples = R"(Examples:
  rolecast explain role.yaml
  rolecast explain agentcore-runtime --set account=123456789012 --set partition=aws
  rolecast explain stack.template.yaml --role AgentRuntime --format markdown
  rolecast explain memory-rw
  rolecast explain RC101)";

struct ExplainOptions {
  std::string word, from, role, format = "text";
  std::vector<std::string> set;
};

enum class Format : std::uint8_t { text, markdown, json };
const std::map<std::string, Format> formats = {
    {"text", Format::text}, {"markdown", Format::markdown}, {"json", Format::json}};

std::string upper_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return text;
}

std::string code_text(const CodeRow& row, Format format) {
  if (format == Format::markdown)
    return fmt::format("# {}: {}\n\n{}\n", to_string(row.code), row.title, row.explanation);
  if (format == Format::text) return fmt::format("{}: {}\n\n{}\n", to_string(row.code), row.title, row.explanation);
  Node node = Node::map();
  node.add("rolecast", Node::number("1"));
  node.add("subject", Node::string(to_string(row.code)));
  node.add("kind", Node::string("code"));
  node.add("title", Node::string(std::string(row.title)));
  node.add("explanation", Node::string(std::string(row.explanation)));
  return json::write(node);
}

/// `RC9999`, `101`: meant as a code.
bool looks_like_code(const std::string& word) {
  const auto upper = upper_case(word);
  const auto digits = std::string_view(upper).substr(upper.starts_with("RC") ? 2 : 0);
  return !digits.empty() && std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void report_unknown(const std::string& word, Diagnostics& diagnostics) {
  std::vector<std::string> names;
  for (const auto& row : code_table()) names.push_back(to_string(row.code));
  if (looks_like_code(word)) {
    const auto near = nearest(upper_case(word), {names.begin(), names.end()});
    diagnostics.error(Code::unknown_name, {}, fmt::format("unknown code `{}`", word),
                      near.empty() ? "codes look like RC101" : fmt::format("did you mean `{}`?", near));
    return;
  }
  for (const auto files : {catalogue_templates(), catalogue_capabilities()})
    for (const auto name : names_of(files)) names.emplace_back(name);
  const auto near = nearest(word, {names.begin(), names.end()});
  diagnostics.error(
      Code::unknown_name, {}, fmt::format("`{}` is no code, no template, no capability and no file", word),
      near.empty() ? "`rolecast list` says which templates and capabilities there are; codes look like RC101"
                   : fmt::format("did you mean `{}`?", near));
}

/// A role file that is made of the template and nothing else.
std::vector<Model> template_models(const CatalogueFile& file, const Bindings& bindings, Context& context) {
  const Node node = load_catalogue_file(file, "template", context.sources, context.diagnostics);
  const Node* roles = node.find("roles");
  if (!roles || roles->entries.empty()) return {};
  Node role = Node::map();
  role.add("template", Node::string(std::string(file.name)));
  Node all = Node::map();
  all.add("rolecast", Node::number("1"));
  all.add("roles", Node::map()).add(roles->entries.front().key.text, std::move(role));
  std::vector<Document> documents;
  documents.push_back({"role", std::move(all)});
  return read_models(std::move(documents), "rolecast", bindings, context);
}

std::vector<Model> capability_models(const CatalogueFile& file, const Bindings& bindings, Context& context) {
  const Node node = load_catalogue_file(file, "capability", context.sources, context.diagnostics);
  std::vector<Model> models;
  models.push_back(read_capability(node, std::string(file.name), context.diagnostics));
  bind(models, bindings, context.diagnostics);
  return models;
}

bool is_input(const std::string& word) {
  std::error_code fault;
  return word == "-" || git::parse(word) || word.find('/') != std::string::npos ||
         word.find('.') != std::string::npos || std::filesystem::exists(word, fault);
}

/// Leaves the role of that id alone in the models.
void keep_role(const std::string& id, std::vector<Model>& models, Diagnostics& diagnostics) {
  std::vector<std::string> known;
  bool found = false;
  for (const auto& model : models)
    for (const auto& role : model.roles) {
      known.push_back(role.id);
      found = found || role.id == id;
    }
  if (!found) {
    diagnostics.error(Code::usage, {}, fmt::format("the input holds no role `{}`", id),
                      suggestion(id, {known.begin(), known.end()}));
    return;
  }
  for (auto& model : models) {
    std::erase_if(model.roles, [&](const Role& role) { return role.id != id; });
    const auto used = references(model);
    std::erase_if(model.parameters, [&](const Parameter& parameter) { return !used.contains(parameter.name); });
  }
}

void explain(const ExplainOptions& options, Context& context) {
  auto& diagnostics = context.diagnostics;
  const auto& word = options.word;
  const auto format = formats.at(options.format);
  if (explain_symptom(word, context)) return;
  for (const auto& row : code_table())
    if (to_string(row.code) == upper_case(word)) {
      context.out = code_text(row, format);
      return;
    }
  const auto bindings = split_assignments(options.set, "--set", diagnostics);
  if (diagnostics.has_errors()) return;
  std::string kind = "file";
  std::vector<Model> models;
  if (const auto* found = find_in(catalogue_templates(), word)) {
    kind = "template";
    models = template_models(*found, bindings, context);
  } else if (const auto* capability = find_in(catalogue_capabilities(), word)) {
    kind = "capability";
    models = capability_models(*capability, bindings, context);
  } else if (is_input(word)) {
    models = read_models({word}, options.from, bindings, context);
  } else {
    report_unknown(word, diagnostics);
  }
  if (!diagnostics.has_errors() && !options.role.empty()) keep_role(options.role, models, diagnostics);
  if (diagnostics.has_errors()) return;
  const auto explanation = explanation_of(word == "-" ? "standard input" : word, std::move(kind), std::move(models),
                                          bindings, context.sources);
  if (format == Format::json)
    context.out = json::write(explain_json(explanation));
  else if (format == Format::markdown)
    context.out = explain_markdown(explanation);
  else
    context.out = explain_text(explanation, context.color_out);
}

}  // namespace

void add_explain(CLI::App& app, Context& context) {
  auto* command =
      app.add_subcommand("explain", "Say in plain words what a role, a template, a capability or a code is");
  auto options = std::make_shared<ExplainOptions>();
  command
      ->add_option(
          "WORD", options->word,
          "A template, a capability, `symptom` or one's id, a code such as RC101, or anything readable; - is standard input")
      ->required();
  command->add_option("--role", options->role, "Explain the role of this id only")->type_name("ID");
  command->add_option("--set", options->set, "Bind account, region, partition or a parameter")
      ->type_name("K=V")
      ->expected(1)
      ->take_all();
  command->add_option("--from", options->from, "Name the input format: see `rolecast list readers`")
      ->type_name("READER");
  command->add_option("--format", options->format, "text, markdown or json; text without it")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"text", "markdown", "json"}));
  command->footer(examples);
  command->callback([options, &context] { explain(*options, context); });
}

}  // namespace rolecast
