#include <algorithm>

#include <fmt/core.h>

#include "commands/review_report.h"
#include "source/report.h"
#include "syntax/json.h"

namespace rolecast {
namespace {

constexpr std::string_view red = "\033[31m", green = "\033[32m", yellow = "\033[33m", plain = "\033[0m";

std::string_view color_of(Verdict verdict) {
  return verdict <= Verdict::narrowed ? green : verdict == Verdict::undecided ? yellow : red;
}

/// Lines for people. What stands in the inputs must not act on the terminal, nor begin a line.
class Lines {
 public:
  explicit Lines(bool color) : color_(color) {}

  void add(std::string_view line, std::string_view color = {}) {
    const bool is_colored = color_ && !color.empty();
    if (is_colored) text_ += color;
    text_ += printable(line);
    if (is_colored) text_ += plain;
    text_ += '\n';
  }
  std::string take() { return std::move(text_); }

 private:
  bool color_;
  std::string text_;
};

std::string quoted_value(const std::optional<access::ContextValue>& value) {
  if (!value) return "missing";
  if (!value->is_array) return "= " + json::write_compact(Node::string(value->items.front()));
  Node list = Node::list();
  for (const auto& item : value->items) list.items.push_back(Node::string(item));
  return "= " + json::write_compact(list);
}

/// What the request needs beside action and resource.
std::string circumstances(const AccessRow& row) {
  std::string all;
  const auto add = [&](const std::string& text) { all += (all.empty() ? "" : ", ") + text; };
  for (const auto& [key, value] : row.context) add(fmt::format("{} {}", key, quoted_value(value)));
  for (const auto& [name, value] : row.shown_values)
    add(fmt::format("${{{}}} = {}", name, json::write_compact(Node::string(value))));
  return all;
}

/// `Uploads (AgentCoreRuntime), role.yaml:12`.
std::string origin(const AccessRow& row, const Sources& sources) {
  std::string text = std::string(cause_of(row)) + row.statement;
  if (!row.policy.empty()) text += fmt::format(" ({})", row.policy);
  if (const auto place = place_of(row.span, sources); !place.empty()) text += ", " + place;
  return text;
}

std::string group_of(const AccessRow& row) { return row.service + (row.level.empty() ? "" : " " + row.level); }

std::string target_of(const AccessRow& row) {
  const auto& request = *row.request;
  if (!request.caller) return request.resource;
  const auto& [type, value] = *request.caller;
  return words_before_caller(row) + type + (value.empty() ? "" : " " + value);
}

/// As many cells in each row; all but the last are made equally wide.
void add_table(Lines& lines, const std::vector<AccessRow>& rows, const Sources& sources) {
  std::size_t group = 0, action = 0, target = 0;
  constexpr std::size_t widest = 72;  // a longer resource pushes its own row only
  for (const auto& row : rows) {
    if (!row.request) continue;
    group = std::max(group, group_of(row).size());
    action = std::max(action, row.request->action.size());
    if (const auto size = target_of(row).size(); size <= widest) target = std::max(target, size);
  }
  for (const auto& row : rows) {
    const auto* color = row.is_gain ? &red : &green;
    if (!row.request) {
      const auto where = row.statement.empty() ? "" : origin(row, sources) + ": ";
      lines.add(fmt::format("  ? {}, undecided: {}{}", row.is_gain ? "gained" : "lost", where, row.reason), yellow);
      continue;
    }
    lines.add(fmt::format("  {} {:<{}}  {:<{}}  {:<{}}  {}", row.is_gain ? '+' : '-', group_of(row), group,
                          row.request->action, action, target_of(row), target, origin(row, sources)),
              *color);
    if (const auto when = circumstances(row); !when.empty()) lines.add("      when " + when);
    if (!row.reason.empty()) lines.add("      " + row.reason);
  }
}

std::string value_text(const Node& node) {
  const bool is_none = node.is(Node::Kind::null) || (!node.is_scalar() && node.items.empty() && node.entries.empty());
  return is_none ? "none" : json::write_compact(node);
}

void add_role(Lines& lines, const ReviewRow& row, const Sources& sources) {
  const auto& review = row.review;
  const auto verdict = review.verdict();
  auto title = fmt::format("{}: {}", row.role().id, to_string(verdict));
  if (!review.before.role)
    title += fmt::format(", added in {}", row.after);
  else if (!review.after.role)
    title += fmt::format(", removed from {}", row.before);
  lines.add(title, color_of(verdict));
  if (!row.is_changed()) return;
  for (const auto& [name, part] : {std::pair("trust", &review.trust), std::pair("permissions", &review.permissions)}) {
    lines.add(fmt::format("  {:<11}  {}", name, to_string(part->verdict())), color_of(part->verdict()));
    add_table(lines, access_rows(review, *part), sources);
  }
  for (const auto& attribute : review.attributes)
    lines.add(fmt::format("  {}  {} -> {}", attribute.name, value_text(attribute.before), value_text(attribute.after)));
}

/// What may give access and was not compared: `?` where it changed.
void add_passed_over(Lines& lines, const std::vector<PassedOver>& things, const Sources& sources) {
  if (things.empty()) return;
  lines.add("not compared");
  for (const auto& [name, why, place, is_changed] : things) {
    const auto at = place_of(place, sources);
    lines.add(fmt::format("  {} {} {}{}{}", is_changed ? '?' : '=', name, why, at.empty() ? "" : ", " + at,
                          is_changed ? "" : "; as before"),
              is_changed ? yellow : std::string_view());
  }
}

}  // namespace

std::string review_text(const Review& review, const Sources& sources, bool color) {
  Lines lines(color);
  for (const auto& row : review.rows) add_role(lines, row, sources);
  add_passed_over(lines, review.passed_over, sources);
  const auto verdict = verdict_of(review);
  lines.add(fmt::format("verdict: {}", to_string(verdict)), color_of(verdict));
  return lines.take();
}

}  // namespace rolecast
