#include "commands/review_rows.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include <fmt/core.h>

#include "model/characters.h"
#include "model/vocabulary.h"

namespace rolecast {
namespace {

/// How the policies of both sides spell condition keys and variables, by their names in lower case.
using KeySpellings = std::map<std::string, std::string, std::less<>>;

/// `${aws:username}` and `${aws:username, 'nobody'}`.
void collect_variables(const Text& text, KeySpellings& spellings) {
  for (const auto& piece : text.pieces()) {
    if (piece.is_reference) continue;
    const std::string_view literal = piece.text;
    for (auto open = literal.find("${"); open != std::string_view::npos; open = literal.find("${", open + 2)) {
      const auto name = literal.substr(open + 2, literal.find_first_of(",}", open) - open - 2);
      spellings.emplace(lower_case(name), name);
    }
  }
}

void collect_keys(const Policy& policy, KeySpellings& spellings) {
  for (const auto& statement : policy.statements)
    if (statement.condition)
      for (const auto& op : *statement.condition)
        for (const auto& key : op.keys) {
          const auto spelled = key.name.spelled();
          spellings.emplace(lower_case(spelled), spelled);
        }
  for_each_text_in_policy(policy, [&](const Text& text) { collect_variables(text, spellings); });
}

KeySpellings key_spellings(const RoleReview& review) {
  KeySpellings spellings;
  for (const auto* of : {&review.after, &review.before}) {
    if (!of->role) continue;
    if (of->role->trust) collect_keys(*of->role->trust, spellings);
    for (const auto& policy : of->role->policies) collect_keys(policy.document, spellings);
  }
  return spellings;
}

std::string name_of(const RoleReview& review, const Policy* policy) {
  for (const auto* of : {&review.after, &review.before})
    if (of->role)
      for (const auto& own : of->role->policies)
        if (&own.document == policy) return own.name.spelled();
  return {};
}

std::string name_of(const Policy& policy, const Statement& statement) {
  if (statement.sid && !statement.sid->empty()) return statement.sid->spelled();
  return fmt::format("statement {}", &statement - policy.statements.data() + 1);
}

std::set<std::string> references_in(const Policy& policy, const Statement& statement) {
  Policy alone;
  alone.version = policy.version;
  alone.statements.push_back(statement);
  std::set<std::string> references;
  for_each_text_in_policy(alone, [&](const Text& text) {
    for (const auto& piece : text.pieces())
      if (piece.is_reference) references.insert(piece.text);
  });
  return references;
}

/// Who `"*"` is. IAM User Guide, "IAM JSON policy elements: Principal".
std::string_view anyone_in(const std::optional<Principal>& principal) {
  if (!principal) return {};
  if (principal->anyone) return "anyone";
  for (const auto& group : principal->groups)
    for (const auto& value : group.values.items)
      if (value.is_literal() && value.literal() == "*")
        return group.type == "AWS" ? "anyone with AWS credentials or none" : "anyone";
  return {};
}

AccessRow row_of(const RoleReview& review, const access::Finding& finding, const KeySpellings& spellings,
                 bool is_gain) {
  AccessRow row;
  row.is_gain = is_gain;
  row.reason = finding.reason;
  if (finding.statement) {
    row.policy = name_of(review, finding.policy);
    row.statement = name_of(*finding.policy, *finding.statement);
    row.effect = finding.statement->effect;
    row.anyone = anyone_in(finding.statement->principal);
    row.span = finding.statement->span;
  }
  if (!finding.witness) return row;
  const auto& request = finding.witness->request;
  row.request = request;
  row.service = request.action.substr(0, request.action.find(':'));
  const auto add_key = [&](const std::string& key, std::optional<access::ContextValue> value) {
    const auto spelled = spellings.find(key);
    row.context.push_back({spelled == spellings.end() ? key : spelled->second, std::move(value)});
  };
  for (const auto& [key, value] : request.context) add_key(key, value);
  for (const auto& key : finding.witness->missing) add_key(key, {});
  row.values.assign(finding.witness->values.begin(), finding.witness->values.end());
  const auto used = references_in(*finding.policy, *finding.statement);
  std::copy_if(row.values.begin(), row.values.end(), std::back_inserter(row.shown_values),
               [&](const auto& value) { return used.contains(value.first) && !find_built_in(value.first); });
  return row;
}

}  // namespace

std::size_t changes_passed_over(const Review& review) {
  return static_cast<std::size_t>(std::count_if(review.passed_over.begin(), review.passed_over.end(),
                                                [](const PassedOver& thing) { return thing.is_changed; }));
}

Verdict verdict_of(const Review& review) {
  auto worst = changes_passed_over(review) > 0 ? Verdict::undecided : Verdict::equal;
  for (const auto& row : review.rows) worst = std::max(worst, row.review.verdict());
  return worst;
}

bool may_gain(const Review& review) {
  return changes_passed_over(review) > 0 || std::any_of(review.rows.begin(), review.rows.end(),
                                                        [](const ReviewRow& row) { return row.review.may_gain(); });
}

bool has_changes(const Review& review) {
  return changes_passed_over(review) > 0 ||
         std::any_of(review.rows.begin(), review.rows.end(), [](const ReviewRow& row) { return row.is_changed(); });
}

std::vector<PassedOver> pair_left_out(const std::vector<LeftOut>& before, const std::vector<LeftOut>& after) {
  std::vector<const LeftOut*> open;
  for (const auto& thing : before) open.push_back(&thing);
  std::vector<PassedOver> result;
  for (const auto& thing : after) {
    const auto is_same = [&](const LeftOut* other) {
      return other->name == thing.name && other->says && other->says == thing.says;
    };
    auto found = std::find_if(open.begin(), open.end(), is_same);
    const bool is_changed = found == open.end();
    if (is_changed)
      found = std::find_if(open.begin(), open.end(), [&](const LeftOut* other) { return other->name == thing.name; });
    if (found != open.end()) open.erase(found);
    result.push_back({thing.name, thing.why, thing.place, is_changed});
  }
  for (const auto* thing : open) result.push_back({thing->name, thing->why + "; it is gone", thing->place, true});
  return result;
}

bool ReviewRow::is_changed() const {
  return !review.before.role || !review.after.role || !review.attributes.empty() || review.verdict() != Verdict::equal;
}

std::string_view status_of(const ReviewRow& row) {
  return !row.review.before.role ? "added" : !row.review.after.role ? "removed" : "compared";
}

std::vector<AccessRow> access_rows(const RoleReview& review, const PartReview& part) {
  std::vector<AccessRow> rows;
  const auto spellings = key_spellings(review);
  for (const auto* excess : {&part.gained, &part.lost})
    for (const auto& finding : excess->findings)
      rows.push_back(row_of(review, finding, spellings, excess == &part.gained));
  return rows;
}

std::string words_before_caller(const AccessRow& row) {
  return row.anyone.empty() ? "by " : fmt::format("by {}, such as ", row.anyone);
}

std::string_view cause_of(const AccessRow& row) {
  if (row.effect == Effect::allow) return "";
  return row.is_gain ? "no longer denied by " : "now denied by ";
}

std::string reasons_in(const std::vector<AccessRow>& rows) {
  std::vector<std::string_view> seen;
  std::string all;
  for (const auto& row : rows) {
    if (row.request || std::find(seen.begin(), seen.end(), row.reason) != seen.end()) continue;
    seen.push_back(row.reason);
    all += (all.empty() ? "" : "; ") + row.reason;
  }
  return all;
}

std::string place_of(Span span, const Sources& sources) {
  if (!span.file) return {};
  const auto& source = sources[span.file];
  return fmt::format("{}:{}", source.name, source.position(span.begin).line);
}

}  // namespace rolecast
