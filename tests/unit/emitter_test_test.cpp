// The conformance set: full marks for an emitter that says everything, and a failure for whatever one loses.
#include "commands/emitter_test.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "emitters/builtin.h"

namespace rolecast {
namespace {

std::vector<CaseResult> results_of(const Emitter& emitter) {
  Context context;
  context.readers = built_in_readers();
  return test_emitter(emitter, {}, context);
}

std::string failures(const Emitter& emitter) {
  std::string names;
  for (const auto& result : results_of(emitter))
    if (result.outcome == CaseOutcome::failed) names += result.name + ": " + result.reason + "\n";
  return names;
}

using Change = std::function<void(Model&)>;

/// Writes a changed model as a role file, without anybody who reads it back.
Emitter lossy(const Change& change) {
  Emitter emitter = native_emitter();
  emitter.reader.clear();
  emitter.emit = [change, write = emitter.emit](Model model, const Settings& settings, Diagnostics& diagnostics) {
    change(model);
    return write(model, settings, diagnostics);
  };
  return emitter;
}

Change in_roles(std::function<void(Role&)> change) {
  return [change](Model& model) { std::for_each(model.roles.begin(), model.roles.end(), change); };
}

Change in_statements(std::function<void(Statement&)> change) {
  return in_roles([change](Role& role) {
    std::for_each(role.trust->statements.begin(), role.trust->statements.end(), change);
    for (auto& policy : role.policies)
      std::for_each(policy.document.statements.begin(), policy.document.statements.end(), change);
  });
}

Change in_pieces(std::function<void(Text& out, const Piece&)> change) {
  return [change](Model& model) {
    for_each_text(model, [&](Text& text) {
      Text changed;
      for (const auto& piece : text.pieces()) change(changed, piece);
      text = changed;
    });
  };
}

Change in_literals(std::function<std::string(std::string)> change) {
  return in_pieces([change](Text& out, const Piece& piece) {
    piece.is_reference ? out.append_reference(piece.text) : out.append(change(piece.text));
  });
}

void keep_first(std::optional<Values>& values) {
  if (values) values->items.resize(1);
}

std::string without(std::string text, char c) {
  std::erase(text, c);
  return text;
}

const std::map<std::string, Change> losses = {
    {"name", in_roles([](Role& role) { role.name.reset(); })},
    {"path", in_roles([](Role& role) { role.path.reset(); })},
    {"description", in_roles([](Role& role) { role.description.reset(); })},
    {"session", in_roles([](Role& role) { role.max_session_duration.reset(); })},
    {"boundary", in_roles([](Role& role) { role.permissions_boundary.reset(); })},
    {"managed policies", in_roles([](Role& role) { role.managed_policy_arns.clear(); })},
    {"second managed policy", in_roles([](Role& role) {
       if (role.managed_policy_arns.size() > 1) role.managed_policy_arns.pop_back();
     })},
    {"tags", in_roles([](Role& role) { role.tags.clear(); })},
    {"tag values", in_roles([](Role& role) {
       for (auto& tag : role.tags) tag.value = Text();
     })},
    {"policies", in_roles([](Role& role) { role.policies.clear(); })},
    {"second policies", in_roles([](Role& role) {
       if (role.policies.size() > 1) role.policies.resize(1);
     })},
    {"second statements", in_roles([](Role& role) { role.trust->statements.resize(1); })},
    {"second roles", [](Model& model) { model.roles.resize(1); }},
    {"effect", in_statements([](Statement& statement) { statement.effect = Effect::allow; })},
    {"sid", in_statements([](Statement& statement) { statement.sid.reset(); })},
    {"condition", in_statements([](Statement& statement) { statement.condition.reset(); })},
    {"second conditions", in_statements([](Statement& statement) {
       if (statement.condition) statement.condition->resize(1);
     })},
    {"second condition keys", in_statements([](Statement& statement) {
       if (statement.condition)
         for (auto& test : *statement.condition) test.keys.resize(1);
     })},
    {"second condition values", in_statements([](Statement& statement) {
       if (statement.condition)
         for (auto& test : *statement.condition)
           for (auto& key : test.keys) key.values.items.resize(1);
     })},
    {"operators", in_statements([](Statement& statement) {
       if (statement.condition)
         for (auto& test : *statement.condition) test.name = "StringEquals";
     })},
    {"second actions", in_statements([](Statement& statement) { keep_first(statement.action); })},
    {"second resources", in_statements([](Statement& statement) { keep_first(statement.resource); })},
    {"kinds of principals", in_statements([](Statement& statement) {
       if (statement.principal)
         for (auto& group : statement.principal->groups) group.type = "AWS";
     })},
    {"not action", in_statements([](Statement& statement) {
       if (statement.not_action) statement.action = std::exchange(statement.not_action, std::nullopt);
     })},
    {"not resource", in_statements([](Statement& statement) {
       if (statement.not_resource) statement.resource = std::exchange(statement.not_resource, std::nullopt);
     })},
    {"defaults",
     [](Model& model) {
       for (auto& parameter : model.parameters) parameter.default_value.reset();
     }},
    {"references", in_pieces([](Text& out, const Piece& piece) {
       if (!piece.is_reference) out.append(piece.text);
     })},
    {"which reference", in_pieces([](Text& out, const Piece& piece) {
       piece.is_reference ? out.append_reference("account") : out.append(piece.text);
     })},
    {"references in tags", in_roles([](Role& role) {
       for (auto& tag : role.tags)
         if (!tag.value.is_literal()) tag.value = Text("in ");
     })},
    {"dollars", in_literals([](std::string text) { return without(text, '$'); })},
    {"percents", in_literals([](std::string text) { return without(text, '%'); })},
    {"hashes", in_literals([](std::string text) { return text.substr(0, text.find(" #")); })},
    {"colons", in_literals([](std::string text) { return text.substr(0, text.find(": ")); })},
    {"length", in_literals([](std::string text) { return text.substr(0, 255); })},
    {"lines", in_literals([](std::string text) { return text.substr(0, text.find('\n', 1)); })},
    {"letters beyond ASCII", in_literals([](std::string text) {
       std::erase_if(text, [](char c) { return c < 0; });
       return text;
     })},
    {"numbers", in_literals([](std::string text) { return text == "012345678901" ? "12345678901" : text; })},
    {"decimals", in_literals([](std::string text) { return text == "3600.50" ? "3600.5" : text; })},
    {"large numbers",
     in_literals([](std::string text) { return text == "9007199254740993" ? "9007199254740992" : text; })},
};

TEST(EmitterTest, GivesFullMarksForAllThatIsSaid) {
  EXPECT_EQ(failures(lossy([](Model&) {})), "");
  for (const auto& emitter : built_in_emitters()) {
    EXPECT_EQ(failures(emitter), "") << emitter.name;
  }
}

TEST(EmitterTest, SeesWhateverIsLost) {
  for (const auto& [name, change] : losses) EXPECT_NE(failures(lossy(change)), "") << name;
}

TEST(EmitterTest, SeesARoleThatIsIgnored) {
  Emitter emitter = lossy([](Model&) {});
  emitter.emit = [](const Model&, const Settings&, Diagnostics&) {
    return std::vector<OutputFile>{{"role.txt", "a role", {}}};
  };
  for (const auto& result : results_of(emitter)) EXPECT_EQ(result.outcome, CaseOutcome::failed) << result.name;
}

TEST(EmitterTest, SeesWhatChangesFromRunToRun) {
  int runs = 0;
  Emitter emitter = native_emitter();
  emitter.emit = [&runs, write = emitter.emit](const Model& model, const Settings& settings, Diagnostics& diagnostics) {
    auto files = write(model, settings, diagnostics);
    files.front().content += "# " + std::to_string(runs++) + "\n";
    return files;
  };
  for (const auto& result : results_of(emitter)) EXPECT_EQ(result.outcome, CaseOutcome::failed) << result.name;
}

TEST(EmitterTest, TakesARefusalAndNotOfThePlainRole) {
  Emitter emitter = native_emitter();
  emitter.emit = [](const Model&, const Settings&, Diagnostics& diagnostics) {
    diagnostics.error(Code::inexpressible, {}, "too hard");
    return std::vector<OutputFile>();
  };
  for (const auto& result : results_of(emitter)) {
    EXPECT_EQ(result.outcome, result.name == "plain" ? CaseOutcome::failed : CaseOutcome::refused) << result.name;
    EXPECT_EQ(result.reason, "too hard");
  }
}

TEST(EmitterTest, SeesPathsThatNobodyMayName) {
  Emitter emitter = native_emitter();
  emitter.reader.clear();
  emitter.emit = [write = emitter.emit](const Model& model, const Settings& settings, Diagnostics& diagnostics) {
    auto files = write(model, settings, diagnostics);
    files.front().path = "../" + files.front().path;
    return files;
  };
  EXPECT_NE(failures(emitter), "");
}

TEST(EmitterTest, FindsAValueHoweverItIsEscaped) {
  const auto core = unescaped_core("say \"hi\" to ${aws:username}\\n, ok?\n");
  for (const auto* spelling :
       {R"("say \"hi\" to $${aws:username}\\n, ok?\n")", "'say \"hi\" to ${!aws:username}\\n, ok?'",
        R"(say \\\"hi\\\" to &{aws:username}\\\\n, ok?)", R"(say \x22hi\u0022 to ${aws:username}\n, ok?)"})
    EXPECT_NE(unescaped_core(spelling).find(core), std::u32string::npos) << spelling;
  EXPECT_EQ(unescaped_core("say hi to ${aws:userid}").find(core), std::u32string::npos);
  EXPECT_EQ(unescaped_core("größe"), unescaped_core(R"("gr\u00f6\xDFe")"));
  EXPECT_EQ(unescaped_core("%%{a} $$x"), unescaped_core("%{a} $$x"));
  EXPECT_NE(unescaped_core("$x"), unescaped_core("$$x"));
}

}  // namespace
}  // namespace rolecast
