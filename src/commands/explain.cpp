#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include <fmt/core.h>

#include "commands/command.h"
#include "commands/explain_symptom.h"
#include "syntax/suggest.h"

namespace rolecast {
namespace {

void explain(const std::string& word, Context& context) {
  if (explain_symptom(word, context)) return;
  std::string code = word;
  std::transform(code.begin(), code.end(), code.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  std::vector<std::string> known;
  for (const auto& row : code_table()) {
    known.push_back(to_string(row.code));
    if (known.back() == code) {
      context.out = fmt::format("{}: {}\n\n{}\n", code, row.title, row.explanation);
      return;
    }
  }
  const auto near = nearest(code, {known.begin(), known.end()});
  context.diagnostics.error(Code::unknown_name, {}, fmt::format("unknown code `{}`", word),
                            near.empty() ? "codes look like RC101" : fmt::format("did you mean `{}`?", near));
}

}  // namespace

void add_explain(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("explain", "Explain the code of a diagnostic");
  auto code = std::make_shared<std::string>();
  command->add_option("CODE", *code, "A code such as RC101")->required();
  command->footer("Examples:\n  rolecast explain RC101");
  command->callback([code, &context] { explain(*code, context); });
}

}  // namespace rolecast
