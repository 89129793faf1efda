#include "analysis/access/compare.h"

#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "model/bind.h"
#include "model/document.h"
#include "syntax/json.h"

namespace rolecast::access {
namespace {

/// One document or a list of documents that add up.
Model model_of(const Node& node, TextSyntax syntax) {
  Model model;
  Diagnostics diagnostics;
  auto& role = model.roles.emplace_back();
  const auto nodes = node.is(Node::Kind::list) ? node.items : std::vector<Node>{node};
  for (const auto& each : nodes) {
    role.policies.push_back({Text("inline"), read_policy(each, syntax, "a document", diagnostics)});
    if (syntax == TextSyntax::plain) read_as_2012(role.policies.back().document, diagnostics);
  }
  return model;
}

Permissions permissions_of(const Model& model) {
  Permissions result{&model, {}};
  for (const auto& policy : model.roles.front().policies) result.policies.push_back(&policy.document);
  return result;
}

std::string verdict(const Comparison& comparison) {
  const auto gained = comparison.gained.certainty, lost = comparison.lost.certainty;
  if (gained == Certainty::undecided) return "undecided";
  if (gained == Certainty::proved)
    return lost == Certainty::proved ? "incomparable" : lost == Certainty::none ? "widened" : "widened?";
  return lost == Certainty::none ? "equal" : lost == Certainty::proved ? "narrowed" : "undecided";
}

TEST(Compare, GivesTheTrueVerdictOfEveryPair) {
  std::ifstream file(ROLECAST_TESTS "/access/pairs.json");
  Sources sources;
  Diagnostics diagnostics;
  const auto number = sources.add("pairs.json", std::string(std::istreambuf_iterator<char>(file), {}));
  const auto pairs = json::load(sources, number, diagnostics);
  ASSERT_FALSE(diagnostics.has_errors());
  for (const auto& pair : pairs.items) {
    const auto syntax = pair.find("deferred") ? TextSyntax::native : TextSyntax::plain;
    auto before = model_of(*pair.find("old"), syntax), after = model_of(*pair.find("new"), syntax);
    if (const auto* names = pair.find("wildcards"))  // parameters whose values may hold some
      for (auto* model : {&before, &after})
        for (const auto& name : names->items) model->parameters.emplace_back().name = name.text;
    const auto comparison = compare(permissions_of(before), permissions_of(after), pair.find("kind")->text == "trust",
                                    CommonNames({&before, &after}));
    const auto found = verdict(comparison);
    const auto& wanted = pair.find("verdict")->text;
    if (pair.find("class")) {
      EXPECT_NE(found, "equal") << pair.find("name")->text;
      EXPECT_NE(found, "narrowed") << pair.find("name")->text;
    } else {
      EXPECT_EQ(found, wanted) << pair.find("name")->text;
    }
  }
}

}  // namespace
}  // namespace rolecast::access
