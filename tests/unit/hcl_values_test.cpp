// What comes of every spelling of a value, against what Terraform makes of it (tests/hcl/evaluate.py).
#include <algorithm>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "readers/terraform/configuration.h"
#include "readers/terraform/evaluator.h"
#include "readers/terraform/value.h"
#include "source/report.h"
#include "syntax/json.h"
#include "syntax/syntax.h"

namespace rolecast {
namespace {

std::string file_text(const std::string& name) {
  std::ifstream file(ROLECAST_TESTS "/hcl/" + name);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// Without tags, keys in order, numbers in one spelling.
Node plain(Node value) {
  value.tag.clear();
  for (auto& item : value.items) item = plain(std::move(item));
  for (auto& entry : value.entries) entry.value = plain(std::move(entry.value));
  std::sort(value.entries.begin(), value.entries.end(),
            [](const Entry& a, const Entry& b) { return a.key.text < b.key.text; });
  return terraform::with_canonical_numbers(value).value_or(value);
}

TEST(HclValues, AreWhatTerraformMakesOfThem) {
  Sources sources;
  Diagnostics diagnostics;
  const auto expected = load(sources, sources.add("values.json", file_text("values.json")), diagnostics);
  auto bodies = load(sources, sources.add("values.tf", file_text("values.tf")), diagnostics);
  ASSERT_FALSE(diagnostics.has_errors()) << report(sources, diagnostics, false);
  ASSERT_EQ(bodies.size(), 1u);
  std::vector<Document> documents;
  documents.push_back({"values", std::move(bodies[0]), "values.tf"});
  const auto configuration = terraform::gather(documents, diagnostics);
  terraform::Evaluator evaluator(configuration, diagnostics);
  for (const auto& [name, value, comment] : expected.at(0).entries) {
    const auto local = configuration.locals.find(name.text);
    ASSERT_NE(local, configuration.locals.end()) << name.text;
    EXPECT_EQ(json::write(plain(evaluator.value(*local->second))), json::write(plain(value))) << name.text;
  }
  EXPECT_FALSE(diagnostics.has_errors()) << report(sources, diagnostics, false);
}

}  // namespace
}  // namespace rolecast
