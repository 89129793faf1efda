#include <algorithm>

#include <fmt/core.h>
#include <fmt/ranges.h>

#include "analysis/which/values.h"
#include "commands/review_rows.h"
#include "commands/which_report.h"
#include "model/document.h"
#include "source/report.h"
#include "syntax/json.h"

namespace rolecast {
namespace {

using which::Fit;

constexpr std::size_t most_others = 3, most_beyond = 6;
constexpr int worth_mentioning = 2500;  // trusted, and half of the permissions agree

class Lines {
 public:
  void add(std::string_view line) { text_ += printable(line) + "\n"; }
  /// What was written by `rolecast` itself.
  void add_block(const std::string& block) { text_ += block; }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

/// The reason that all have; empty where they have several.
std::string common_reason(const std::vector<which::Lack>& lacks) {
  const auto& first = lacks.front().reason;
  const bool is_common = lacks.size() > 1 && std::all_of(lacks.begin(), lacks.end(), [&](const which::Lack& lack) {
                           return lack.reason == first && !lack.action.empty();
                         });
  return is_common ? first : std::string();
}

/// Where nothing is decided, mostly for one reason.
enum class Reasons : std::uint8_t { apart, together };

void add_lacks(Lines& lines, std::string_view title, const std::vector<which::Lack>& lacks,
               Reasons reasons = Reasons::apart) {
  if (lacks.empty()) return;
  const auto reason = reasons == Reasons::together ? common_reason(lacks) : std::string();
  lines.add(fmt::format("{}{}", title, reason.empty() ? "" : " " + reason));
  for (const auto& [first, actions] : grouped(lacks)) {
    auto line =
        first->action.empty() ? first->resource : fmt::format("{} on {}", fmt::join(actions, ", "), first->resource);
    if (!first->reason.empty() && reason.empty()) line += fmt::format("{}{}", line.empty() ? "" : ": ", first->reason);
    lines.add("  " + line);
    if (!first->near_miss.empty()) lines.add("    " + first->near_miss);
  }
}

void add_narrowed(Lines& lines, const Fit& fit) {
  if (fit.narrowed.empty()) return;
  lines.add("narrower than the template, which is fine if it is what you mean:");
  const which::Narrowed* last = nullptr;
  std::vector<std::string> actions;
  const auto flush = [&] {
    if (last)
      lines.add(fmt::format("  {} only on {} (template: {})", fmt::join(actions, ", "), fmt::join(last->only, ", "),
                            last->resource));
  };
  for (const auto& narrowed : fit.narrowed) {
    if (last && (last->resource != narrowed.resource || last->only != narrowed.only)) {
      flush();
      actions.clear();
    }
    actions.push_back(narrowed.action);
    last = &narrowed;
  }
  flush();
}

std::string names_of(const std::vector<std::string>& actions) {
  std::vector<std::string> names;
  for (const auto& action : actions)
    if (names.size() < most_beyond) names.push_back(action.substr(action.find(':') + 1));
  const auto more = actions.size() - names.size();
  return fmt::format("{}{}", fmt::join(names, ", "), more ? fmt::format(" and {} more", more) : std::string());
}

std::string beyond_of(const which::Beyond& beyond) {
  if (beyond.service == "*") return "everything";
  if (std::any_of(beyond.actions.begin(), beyond.actions.end(),
                  [&](const std::string& action) { return action == beyond.service + ":*"; }))
    return fmt::format("{}: every action", beyond.service);
  const auto text = beyond.service + ": " + names_of(beyond.actions);
  if (beyond.wider.empty()) return text;
  return fmt::format("{}{}{} where the template does not allow it", text, beyond.actions.empty() ? "" : "; ",
                     names_of(beyond.wider));
}

void add_beyond(Lines& lines, const Fit& fit) {
  if (fit.beyond.empty()) return;
  lines.add("has beyond the template:");
  const bool is_everything = std::any_of(fit.beyond.begin(), fit.beyond.end(),
                                         [](const which::Beyond& beyond) { return beyond.service == "*"; });
  for (const auto& beyond : fit.beyond)
    if (!is_everything || beyond.service == "*") lines.add("  " + beyond_of(beyond));
}

void add_notes(Lines& lines, const which::Answer& answer) {
  for (const auto& note : answer.notes) lines.add("note: " + note);
}

void add_problems(Lines& lines, const which::Answer& answer, const Sources& sources) {
  if (answer.problems.empty()) return;
  lines.add("wrong:");
  for (const auto& problem : answer.problems) {
    const auto place = place_of(problem.place, sources);
    lines.add(fmt::format("  {}{}", problem.what, place.empty() ? "" : ", " + place));
    lines.add("    " + problem.fix);
  }
}

void add_fix(Lines& lines, std::string_view title, const std::optional<Policy>& policy) {
  if (!policy) return;
  const auto document = json::write(pasteable(*policy));
  lines.add("");
  lines.add(fmt::format("{}{}:", title,
                        document.find("${") == std::string::npos ? "" : ", with your values in place of ${…}"));
  lines.add_block(document);
}

std::string fix_title(const Fit& fit) {
  if (fit.replaced.empty()) return "to add to its permissions";
  return fmt::format("to add to its permissions in place of {}", fmt::join(fit.replaced, ", "));
}

void add_values(Lines& lines, const Fit& fit) {
  std::string text;
  for (const auto& [name, value] : fit.values)
    if (which::shown(value) != "${" + name + "}")
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name, which::shown(value));
  if (!text.empty()) lines.add("compared with " + fit.wanted->name + " for " + text);
}

void add_fit(Lines& lines, const Fit& fit) {
  if (!fit.wanted->passed_as.empty() && fit.has_trust()) lines.add("its ARN goes to " + fit.wanted->passed_as);
  add_values(lines, fit);
  lines.add(fmt::format("trust: {}{}", to_string(fit.trust.verdict),
                        fit.trust.reason.empty() ? "" : ": " + fit.trust.reason));
  add_lacks(lines, "lacks:", fit.missing);
  add_lacks(lines, "not decided:", fit.undecided, Reasons::together);
  add_narrowed(lines, fit);
  add_beyond(lines, fit);
}

std::string summary(const Fit& fit) {
  if (fit.missing.empty() && fit.undecided.empty()) return "nothing is missing";
  if (fit.missing.empty()) return fmt::format("{} of {} not decided", fit.undecided.size(), fit.needed);
  return fmt::format("lacks {}", fit.missing.size());
}

void add_others(Lines& lines, const which::Answer& answer) {
  std::size_t count = 0;
  for (const auto& fit : answer.fits) {
    if (&fit == answer.best() || fit.likeness < worth_mentioning || fit.needed == 0 || count == most_others) continue;
    if (count++ == 0) lines.add("other templates:");
    lines.add(fmt::format("  {}: trust {}, {}", fit.wanted->name, to_string(fit.trust.verdict), summary(fit)));
  }
}

void add_symptom(Lines& lines, const Symptom& symptom, const WhichRow& row) {
  lines.add(fmt::format("{}, {}: {}", row.role, row.file, row.symptom->what));
  lines.add("");
  lines.add(fmt::format("{}: {}", symptom.id, symptom.says.front()));
  lines.add("cause: " + symptom.cause);
  lines.add("fix: " + symptom.fix);
  lines.add("see " + symptom.link);
  if (!row.symptom->fit) return;
  lines.add("");
  const auto& fit = *row.symptom->fit;
  add_values(lines, fit);
  const bool asks_trust = !row.symptom->asked && symptom.needs->trust;
  if (!fit.is_assumable() && asks_trust)
    lines.add(fmt::format("trust: {}: {}", to_string(fit.trust.verdict), fit.trust.reason));
  add_lacks(lines, "lacks:", fit.missing);
  add_lacks(lines, "not decided:", fit.undecided, Reasons::together);
  add_problems(lines, row.answer, {});
  add_fix(lines, fix_title(fit), fit.permissions_fix);
  if (asks_trust && !fit.is_assumable()) add_fix(lines, "its trust policy should be", fit.trust_fix);
}

void add_row(Lines& lines, const WhichRow& row, const Sources& sources) {
  const auto& answer = row.answer;
  lines.add(fmt::format("{}, {}: {}", row.role, row.file, answer.text));
  lines.add("");
  if (const auto* best = answer.best()) {
    add_fit(lines, *best);
    add_notes(lines, answer);
    add_problems(lines, answer, sources);
    if (answer.too_much.empty()) add_others(lines, answer);
    if (answer.too_much.empty()) add_fix(lines, fix_title(*best), best->permissions_fix);
    add_fix(lines, "its trust policy should be", best->trust_fix);
    return;
  }
  lines.add(
      fmt::format("trusts: {}", answer.trusts.empty() ? "nobody" : fmt::format("{}", fmt::join(answer.trusts, ", "))));
  add_problems(lines, answer, sources);
}

}  // namespace

std::vector<LackGroup> grouped(const std::vector<which::Lack>& lacks) {
  std::vector<LackGroup> groups;
  for (const auto& lack : lacks) {
    const auto same = std::find_if(groups.begin(), groups.end(), [&](const LackGroup& group) {
      const auto& first = *group.first;
      return first.statement == lack.statement && first.resource == lack.resource && first.reason == lack.reason &&
             first.near_miss == lack.near_miss;
    });
    if (same == groups.end())
      groups.push_back({&lack, {lack.action}});
    else
      same->actions.push_back(lack.action);
  }
  return groups;
}

Node pasteable(const Policy& policy) {
  return document(policy, [](const Text& text) { return Node::string(which::shown(text)); });
}

std::string which_text(const std::vector<WhichRow>& rows, const Symptom* symptom, const Sources& sources) {
  Lines lines;
  const bool is_summed_up = !symptom && rows.size() > 1;
  if (is_summed_up)
    for (const auto& row : rows) lines.add(fmt::format("{}, {}: {}", row.role, row.file, row.answer.text));
  for (const auto& row : rows) {
    if (is_summed_up && row.answer.identity != which::Identity::service_role) continue;
    if (is_summed_up || &row != &rows.front()) lines.add("");
    if (symptom && row.symptom)
      add_symptom(lines, *symptom, row);
    else
      add_row(lines, row, sources);
  }
  return lines.take();
}

}  // namespace rolecast
