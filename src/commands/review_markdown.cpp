#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "commands/review_report.h"
#include "syntax/json.h"
#include "syntax/markdown.h"

namespace rolecast {
namespace {

using markdown::code;

constexpr std::size_t largest = 60'000;  // bytes, so never more characters; GitHub takes 65,536 in a comment
constexpr std::size_t room_for_end = 400;

/// Rows under one title, folded.
struct Section {
  std::string_view title;
  std::vector<std::string> rows;
};

std::string value_of(const std::optional<access::ContextValue>& value) {
  if (!value) return "is missing";
  if (!value->is_array) return "is " + code(value->items.front());
  if (value->items.empty()) return "is an empty list";
  std::string all;
  for (const auto& item : value->items) all += (all.empty() ? "" : " and ") + code(item);
  return "holds " + all;
}

std::string circumstances(const AccessRow& row) {
  std::string all;
  const auto add = [&](const std::string& text) { all += (all.empty() ? ", where " : ", ") + text; };
  for (const auto& [key, value] : row.context) add(code(key) + " " + value_of(value));
  for (const auto& [name, value] : row.shown_values) add(code("${" + name + "}") + " is " + code(value));
  return all;
}

/// Which statement it rests on, and where that stands.
std::string origin(const AccessRow& row, const Sources& sources) {
  if (row.statement.empty()) return {};
  auto text = fmt::format("{}{}", cause_of(row), code(row.statement));
  if (!row.policy.empty()) text += " of " + code(row.policy);
  if (const auto place = place_of(row.span, sources); !place.empty()) text += fmt::format(" ({})", code(place));
  return text;
}

/// `s3:PutObject` on `arn:…`; who takes the role, in a trust policy.
std::string what(const AccessRow& row) {
  const auto& request = *row.request;
  const auto action = code(request.action);
  if (!request.caller) return action + " on " + code(request.resource);
  const auto& [type, value] = *request.caller;
  return action + " " + words_before_caller(row) + type + (value.empty() ? "" : " " + code(value));
}

std::string row_text(const ReviewRow& role, std::string_view part, const AccessRow& row, const Sources& sources) {
  auto text = fmt::format("- {}, {}: ", code(role.role().id), part);
  if (!row.request) {
    const auto from = origin(row, sources);
    return text + (row.is_gain ? "gained" : "lost") + "? " + (from.empty() ? "" : from + ": ") + code(row.reason) +
           "\n";
  }
  if (!row.level.empty()) text += fmt::format("{} {}: ", code(row.service), row.level);
  text += what(row) + circumstances(row) + "; " + origin(row, sources);
  if (!row.reason.empty()) text += "; " + code(row.reason);
  return text + "\n";
}

/// Rows of all roles by what they are about, those of trust policies first.
struct Rows {
  Section gained{"Gained", {}}, undecided{"Undecided", {}}, lost{"Lost", {}}, attributes{"Attributes", {}};
  std::string worst;  ///< the gain that a reader has to see
};

/// What these services allow may be everything.
bool leads_to_more(std::string_view service) { return service == "iam" || service == "sts"; }

Rows collect(const std::vector<ReviewRow>& roles, const Sources& sources) {
  Rows all;
  bool is_worst = false;
  for (const auto& [name, part] :
       {std::pair("trust", &RoleReview::trust), std::pair("permissions", &RoleReview::permissions)})
    for (const auto& role : roles)
      for (const auto& row : access_rows(role.review, role.review.*part)) {
        auto& section = !row.request ? all.undecided : row.is_gain ? all.gained : all.lost;
        section.rows.push_back(row_text(role, name, row, sources));
        if (!row.request || !row.is_gain || is_worst) continue;
        if (!all.worst.empty() && !leads_to_more(row.service)) continue;
        is_worst = row.request->caller || leads_to_more(row.service);
        all.worst = fmt::format("{} now allows {}{}; {}", code(role.role().id), what(row), circumstances(row),
                                origin(row, sources));
      }
  for (const auto& role : roles)
    for (const auto& [name, before, after] : role.review.attributes)
      all.attributes.rows.push_back(fmt::format("- {}: {} from {} to {}\n", code(role.role().id), code(name),
                                                code(json::write_compact(before)), code(json::write_compact(after))));
  return all;
}

Section verdicts(const std::vector<ReviewRow>& roles) {
  Section table{"", {}};
  for (const auto& row : roles) {
    if (!row.is_changed()) continue;
    const auto status = status_of(row);
    table.rows.push_back(fmt::format("| {}{} | {} | {} |\n", markdown::code_in_cell(row.role().id),
                                     status == "compared" ? "" : fmt::format(" ({})", status),
                                     to_string(row.review.trust.verdict()),
                                     to_string(row.review.permissions.verdict())));
  }
  return table;
}

/// Takes rows as long as there is room for them.
class Page {
 public:
  explicit Page(std::string head) : text_(std::move(head)) {}

  void add(const Section& section, std::string_view before, std::string_view after) {
    if (section.rows.empty()) return;
    std::string taken;
    std::size_t count = 0;
    for (const auto& row : section.rows) {
      if (text_.size() + before.size() + taken.size() + row.size() + after.size() + room_for_end > largest) break;
      taken += row;
      ++count;
    }
    left_out_ += section.rows.size() - count;
    if (count > 0) text_ += fmt::format("{}{}{}", before, taken, after);
  }

  void add_folded(const Section& section) {
    add(section, fmt::format("\n<details>\n<summary>{}: {}</summary>\n\n", section.title, section.rows.size()),
        "\n</details>\n");
  }

  std::string finish() {
    if (left_out_ > 0)
      text_ +=
          fmt::format("\n**{} rows are left out here**: a report holds at most {} characters.\n", left_out_, largest);
    return std::move(text_);
  }

 private:
  std::string text_;
  std::size_t left_out_ = 0;
};

Section passed_over(const std::vector<PassedOver>& things, const Sources& sources) {
  Section section{"Not compared", {}};
  for (const bool is_changed : {true, false})
    for (const auto& thing : things) {
      if (thing.is_changed != is_changed) continue;
      const auto place = place_of(thing.place, sources);
      section.rows.push_back(fmt::format("- {}: {}{}{}\n", code(thing.name), code(thing.why),
                                         place.empty() ? "" : fmt::format(" ({})", code(place)),
                                         is_changed ? "" : ", as before"));
    }
  return section;
}

std::string head_of(const Review& review, const Rows& rows) {
  const auto& roles = review.rows;
  const auto passed = changes_passed_over(review);
  auto head = fmt::format("### Role review: {}\n\n", to_string(verdict_of(review)));
  if (!rows.worst.empty())
    head += rows.worst + ".\n";
  else if (may_gain(review))
    head += "It is not known that nothing was gained.\n";
  else if (!roles.empty())
    head += "Nothing was gained: proved for every request and all deferred values.\n";
  else
    head += "No role was compared.\n";
  if (passed > 0)
    head += fmt::format("\n**{} not compared**, and may give access: see below.\n",
                        passed == 1 ? "1 change was" : fmt::format("{} changes were", passed));
  const auto unchanged =
      std::count_if(roles.begin(), roles.end(), [](const ReviewRow& row) { return !row.is_changed(); });
  if (unchanged > 0)
    head += fmt::format("\n{} unchanged.\n", unchanged == 1 ? "1 role is" : fmt::format("{} roles are", unchanged));
  return head;
}

}  // namespace

std::string review_markdown(const Review& review, const Sources& sources) {
  const auto all = collect(review.rows, sources);
  const auto not_compared = passed_over(review.passed_over, sources);
  Page page(head_of(review, all));
  page.add(verdicts(review.rows), "\n| role | trust | permissions |\n|---|---|---|\n", "");
  for (const auto* section : {&all.gained, &all.undecided, &not_compared, &all.lost, &all.attributes})
    page.add_folded(*section);
  return page.finish();
}

}  // namespace rolecast
