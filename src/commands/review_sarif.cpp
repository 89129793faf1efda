#include <array>
#include <filesystem>

#include <fmt/core.h>

#include "commands/git.h"
#include "commands/review_report.h"
#include "source/codes.h"
#include "source/report.h"

namespace rolecast {
namespace {

/// A kind of result. SARIF 2.1.0, "level property".
struct Kind {
  Code code;
  std::string_view level;
};
constexpr Kind gained{Code::access_gained, "error"}, lost{Code::access_lost, "note"},
    undecided{Code::access_undecided, "warning"}, attribute{Code::attribute_changed, "note"},
    passed_over{Code::passed_over, "warning"}, kept{Code::passed_over, "note"};
constexpr std::array kinds = {gained, lost, undecided, attribute, passed_over};

Node text(std::string_view text) { return Node::string(std::string(text)); }

Node message(std::string_view words) {
  Node node = Node::map();
  node.add("text", text(words));
  return node;
}

/// What stands in brackets would be a link, and in braces a placeholder. SARIF 2.1.0, "message string property".
std::string escaped(std::string_view words) {
  std::string result;
  for (const char c : printable(words)) {
    if (c == '[' || c == ']' || c == '\\') result += '\\';
    result += c;
    if (c == '{' || c == '}') result += c;
  }
  return result;
}

/// RFC 3986: everything but unreserved characters and slashes.
std::string as_uri(std::string_view path) {
  constexpr std::string_view unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  std::string uri;
  for (const char c : path)
    uri += unreserved.find(c) != std::string_view::npos ? std::string(1, c)
                                                        : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  return path.starts_with('/') ? "file://" + uri : uri;
}

/// Inputs with the way to the top of their repository.
struct Files {
  const Sources& sources;
  const std::string& top;

  /// The path in the repository of a file of a commit, and of one below its top.
  std::string path_of(const std::string& name) const {
    if (const auto commit = git::parse(name)) {
      const auto path = std::filesystem::path(commit->path).lexically_normal().string();
      return path.substr(std::min(path.find_first_not_of('/'), path.size()));
    }
    return !top.empty() && name.starts_with(top) ? name.substr(top.size()) : name;
  }
};

/// A file, without a place in it.
Node location(const std::string& name, const Files& files) {
  Node artifact = Node::map();
  artifact.add("uri", text(as_uri(files.path_of(name))));
  Node physical = Node::map();
  physical.add("artifactLocation", std::move(artifact));
  return physical;
}

Node location(Span span, const Files& files) {
  const auto& source = files.sources[span.file];
  const auto place = source.position(span.begin);
  Node region = Node::map();
  region.add("startLine", Node::number(std::to_string(place.line)));
  region.add("startColumn", Node::number(std::to_string(place.column)));
  Node physical = location(source.name, files);
  physical.add("region", std::move(region));
  Node node = Node::map();
  node.add("physicalLocation", std::move(physical));
  return node;
}

Node result(const Kind& kind, const std::string& words, Span span, const Files& files) {
  Node node = Node::map();
  node.add("ruleId", text(to_string(kind.code)));
  node.add("level", text(kind.level));
  node.add("message", message(escaped(words)));
  Node& locations = node.add("locations", Node::list());
  if (span.file) locations.items.push_back(location(span, files));
  return node;
}

std::string request_words(const AccessRow& row) {
  const auto& request = *row.request;
  auto words = request.action;
  if (request.caller)
    words += " " + words_before_caller(row) + request.caller->type + " " + request.caller->value;
  else
    words += " on " + request.resource;
  for (const auto& [key, value] : row.context) {
    words += fmt::format(", {} ", key);
    if (!value) words += "missing";
    for (std::size_t i = 0; value && i < value->items.size(); ++i)
      words += fmt::format("{}`{}`", i == 0 ? "" : " and ", value->items[i]);
  }
  return words;
}

Node access_result(const ReviewRow& role, std::string_view part, const AccessRow& row, const Files& files) {
  const auto where = fmt::format("role `{}`, {}", role.role().id, part);
  const auto by = row.statement.empty() ? "" : fmt::format(", {}`{}`", cause_of(row), row.statement);
  if (!row.request)
    return result(undecided,
                  fmt::format("{}: whether something is {} is not known{}: {}", where, row.is_gain ? "gained" : "lost",
                              by, row.reason),
                  row.span.file ? row.span : role.role().span, files);
  return result(
      row.is_gain ? gained : lost,
      fmt::format("{}: {} {}{}", where, row.is_gain ? "now allows" : "no longer allows", request_words(row), by),
      row.span, files);
}

Node passed_over_result(const PassedOver& thing, const Files& files) {
  auto node =
      result(thing.is_changed ? passed_over : kept,
             fmt::format("not compared: `{}` {}{}", thing.name, thing.why, thing.is_changed ? "" : "; as before"),
             thing.place, files);
  if (thing.place.file || thing.name.empty()) return node;
  Node place = Node::map();
  place.add("physicalLocation", location(thing.name, files));
  for (auto& entry : node.entries)
    if (entry.key.text == "locations") entry.value.items.push_back(std::move(place));
  return node;
}

Node rules() {
  Node list = Node::list();
  for (const auto& kind : kinds)
    for (const auto& row : code_table())
      if (row.code == kind.code) {
        Node& rule = list.items.emplace_back(Node::map());
        rule.add("id", text(to_string(row.code)));
        rule.add("shortDescription", message(row.title));
        rule.add("fullDescription", message(row.explanation));
        Node level = Node::map();
        level.add("level", text(kind.level));
        rule.add("defaultConfiguration", std::move(level));
      }
  return list;
}

}  // namespace

Node review_sarif(const Review& review, const Sources& sources) {
  const Files files{sources, review.top};
  Node results = Node::list();
  for (const auto& role : review.rows) {
    for (const auto& [name, part] :
         {std::pair("trust", &role.review.trust), std::pair("permissions", &role.review.permissions)})
      for (const auto& row : access_rows(role.review, *part))
        results.items.push_back(access_result(role, name, row, files));
    for (const auto& changed : role.review.attributes)
      results.items.push_back(result(attribute, fmt::format("role `{}`: {} was changed", role.role().id, changed.name),
                                     role.role().span, files));
  }
  for (const auto& thing : review.passed_over) results.items.push_back(passed_over_result(thing, files));
  Node driver = Node::map();
  driver.add("name", text("rolecast"));
  driver.add("rules", rules());
  Node tool = Node::map();
  tool.add("driver", std::move(driver));
  Node run = Node::map();
  run.add("tool", std::move(tool));
  run.add("columnKind", text("unicodeCodePoints"));
  run.add("results", std::move(results));
  Node log = Node::map();
  log.add("$schema", text("https://json.schemastore.org/sarif-2.1.0.json"));
  log.add("version", text("2.1.0"));
  log.add("runs", Node::list({std::move(run)}));
  return log;
}

}  // namespace rolecast
