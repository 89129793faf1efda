#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <memory>

#include <fmt/core.h>

#include "analysis/expect.h"
#include "commands/casting.h"
#include "commands/files.h"
#include "commands/review_rows.h"
#include "source/report.h"
#include "syntax/json.h"
#include "syntax/suggest.h"

namespace rolecast {
namespace {

constexpr auto footer =
    R"(Decides every entry under `expect` for all requests that it matches: `allow` holds where each of them
is allowed, `deny` where none is. Wildcards mean all; a context key that is not named may hold anything.

Exit status: 0 where all entries hold; 1 where one does not, or cannot be decided; 2 where there is
nothing to test.

JSON: {"rolecast": 1, "passed": N, "failed": N, "undecided": N, "tests": [{"role", "place", "expect": "allow" |
"deny", "entry": {"action", "resource", "principal"}, "status": "passed" | "failed" | "undecided", "reason"?,
"counterexample"?: {"action", "resource", "principal", "principalType"?, "context", "values"}}]}

Examples:
  rolecast test role.yaml
  rolecast test role.yaml --set account=123456789012)";

struct TestOptions {
  std::vector<std::string> files, set;
  std::string format = "text";
};

struct Row {
  std::string role, place;
  TestResult result;
};

std::string listed(const std::optional<Values>& values) {
  std::string all;
  if (values)
    for (const auto& item : values->items) all += (all.empty() ? "" : ", ") + item.spelled();
  return all;
}

std::string principals(const std::optional<Principal>& principal) {
  if (!principal) return {};
  std::string all = principal->anyone ? "*" : "";
  for (const auto& group : principal->groups)
    all += (all.empty() ? "" : ", ") + group.type + " " + listed(group.values);
  return all;
}

std::string entry_text(const Statement& entry) {
  return listed(entry.action) +
         (entry.principal ? " by " + principals(entry.principal) : " on " + listed(entry.resource));
}

std::string request_text(const access::Witness& witness) {
  const auto& request = witness.request;
  auto text = request.action + (request.caller ? " by " + request.caller->type + " " + request.caller->value
                                               : " on " + request.resource);
  for (const auto& [key, value] : request.context) {
    text += fmt::format(", {} =", key);
    for (const auto& item : value.items) text += " " + json::write_compact(Node::string(item));
  }
  for (const auto& key : witness.missing) text += fmt::format(", {} missing", key);
  for (const auto& [name, value] : witness.values) text += fmt::format(", ${{{}}} = \"{}\"", name, value);
  return text;
}

std::string as_text(const std::vector<Row>& rows, const std::array<std::size_t, 3>& counts) {
  std::string text;
  for (const auto& [role, place, result] : rows) {
    text += printable(fmt::format("{:<9}  {} {} {}, {}", to_string(result.status), role,
                                  result.is_allow ? "allow" : "deny ", entry_text(*result.entry), place)) +
            "\n";
    if (!result.reason.empty()) text += printable("           " + result.reason) + "\n";
    if (result.counterexample)
      text += printable(fmt::format("           {}: {}", result.is_allow ? "not allowed" : "allowed",
                                    request_text(*result.counterexample))) +
              "\n";
  }
  return text + fmt::format("{} passed, {} failed, {} undecided\n", counts[0], counts[1], counts[2]);
}

Node string_or_null(const std::string& text) { return text.empty() ? Node() : Node::string(text); }

Node request_node(const access::Witness& witness) {
  const auto& request = witness.request;
  Node node = Node::map();
  node.add("action", Node::string(request.action));
  node.add("resource", string_or_null(request.resource));
  node.add("principal", !request.caller ? Node()
                                        : Node::string(request.caller->value.empty() ? request.caller->type
                                                                                     : request.caller->value));
  if (request.caller) node.add("principalType", Node::string(request.caller->type));
  Node& context = node.add("context", Node::map());
  for (const auto& [key, value] : request.context) {
    Node list = Node::list();
    for (const auto& item : value.items) list.items.push_back(Node::string(item));
    context.add(key, value.is_array ? std::move(list) : Node::string(value.items.front()));
  }
  for (const auto& key : witness.missing) context.add(key, Node());
  Node& values = node.add("values", Node::map());
  for (const auto& [name, value] : witness.values) values.add(name, Node::string(value));
  return node;
}

Node row_node(const Row& row) {
  const auto& result = row.result;
  Node node = Node::map();
  node.add("role", Node::string(row.role));
  node.add("place", Node::string(row.place));
  node.add("expect", Node::string(result.is_allow ? "allow" : "deny"));
  Node& entry = node.add("entry", Node::map());
  entry.add("action", Node::string(listed(result.entry->action)));
  entry.add("resource", string_or_null(listed(result.entry->resource)));
  entry.add("principal", string_or_null(principals(result.entry->principal)));
  node.add("status", Node::string(std::string(to_string(result.status))));
  if (!result.reason.empty()) node.add("reason", Node::string(result.reason));
  if (result.counterexample) node.add("counterexample", request_node(*result.counterexample));
  return node;
}

std::string as_json(const std::vector<Row>& rows, const std::array<std::size_t, 3>& counts) {
  Node node = Node::map();
  node.add("rolecast", Node::number("1"));
  for (std::size_t i = 0; i < counts.size(); ++i)
    node.add(std::string(to_string(static_cast<TestStatus>(i))), Node::number(std::to_string(counts[i])));
  Node& tests = node.add("tests", Node::list());
  for (const auto& row : rows) tests.items.push_back(row_node(row));
  return json::write(node);
}

void test(const TestOptions& options, Context& context) {
  auto& diagnostics = context.diagnostics;
  const auto bindings = split_assignments(options.set, "--set", diagnostics);
  if (diagnostics.has_errors()) return;
  const auto models = read_models(options.files, {}, bindings, context);
  std::vector<Row> rows;
  std::array<std::size_t, 3> counts{};
  for (const auto& model : models)
    for (const auto& role : model.roles)
      for (auto& result : test_expectations({&model, &role})) {
        ++counts[static_cast<std::size_t>(result.status)];
        rows.push_back({role.id, place_of(result.entry->span, context.sources), std::move(result)});
      }
  if (rows.empty() && !diagnostics.has_errors())
    diagnostics.error(Code::nothing_to_test, {}, "no role has anything under `expect`",
                      "write there what the role is to allow and to deny");
  if (diagnostics.has_errors()) return;
  if (counts[0] != rows.size()) context.status = findings;
  context.out = options.format == "json" ? as_json(rows, counts) : as_text(rows, counts);
}

}  // namespace

void add_test(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("test", "Decide what role files expect of their roles, for all requests");
  auto options = std::make_shared<TestOptions>();
  command->add_option("FILE", options->files, "Role files; - is standard input")->required();
  command->add_option("--set", options->set, "Bind account, region, partition or a parameter")
      ->type_name("K=V")
      ->expected(1)
      ->take_all();
  command->add_option("--format", options->format, "How the results are written")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"text", "json"}));
  command->footer(footer);
  command->callback([options, &context] { test(*options, context); });
}

}  // namespace rolecast
