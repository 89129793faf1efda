#include "emitters/protocol.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <span>

#include <fmt/core.h>

#include "source/report.h"
#include "syntax/fields.h"
#include "syntax/json.h"
#include "syntax/suggest.h"
#include "syntax/syntax.h"

namespace rolecast {
namespace {

constexpr std::size_t most_faults = 10;  // of one answer; the rest are no news

/// An answer while it is read. Its faults are collected as those of a file, and passed on as those of the plug-in.
class Answer {
 public:
  Answer(std::string text, const std::string& plug_in) : plug_in_(plug_in) {
    file_ = sources_.add("answer.json", std::move(text));
    auto documents = load(sources_, file_, faults_);
    if (!documents.empty())
      root_ = std::move(documents.front());
    else if (!faults_.has_errors())
      faults_.error(Code::not_recognised, {file_, 0, 0}, "it is empty");
  }

  const Node& root() const { return root_; }
  Diagnostics& faults() { return faults_; }
  bool is_readable() const { return !root_.is(Node::Kind::null) || !faults_.has_errors(); }

  void error(const Node& at, std::string message, std::string hint = {}) {
    faults_.error(Code::wrong_type, at.span, std::move(message), std::move(hint));
  }

  /// The text under a key; an error where it is something else.
  std::string text(const Node* node, const std::string& what) {
    if (!node) return {};
    if (!node->is(Node::Kind::string)) error(*node, fmt::format("{} is {}, not text", what, describe(*node)));
    return node->is(Node::Kind::string) ? node->text : std::string();
  }

  /// The same, where it is shown as it is.
  std::string line(const Node* node, const std::string& what) {
    auto found = text(node, what);
    if (printable(found) != found) error(*node, fmt::format("{} has control characters", what));
    return found;
  }

  std::span<const Node> list(const Node* node, const std::string& what) {
    if (!node) return {};
    if (!node->is(Node::Kind::list)) error(*node, fmt::format("{} is {}, not a list", what, describe(*node)));
    return node->items;
  }

  void pass_on(Diagnostics& diagnostics) const {
    const auto all = faults_.in_file_order();
    for (std::size_t i = 0; i < std::min(all.size(), most_faults); ++i) {
      const auto place = sources_[file_].position(all[i].span.begin);
      diagnostics.error(
          Code::plug_in_answer, {},
          fmt::format("the answer of plug-in `{}`, {}:{}: {}", plug_in_, place.line, place.column, all[i].message),
          all[i].hint);
    }
    if (all.size() > most_faults)
      diagnostics.error(
          Code::plug_in_answer, {},
          fmt::format("the answer of plug-in `{}` has {} more faults", plug_in_, all.size() - most_faults));
  }

 private:
  const std::string& plug_in_;
  Sources sources_;
  std::uint32_t file_ = 0;
  Diagnostics faults_;
  Node root_;
};

std::string unescaped(std::string_view token) {
  std::string text;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const bool escape = token[i] == '~' && i + 1 < token.size();
    text += escape ? (token[++i] == '1' ? '/' : '~') : token[i];
  }
  return text;
}

const Node* child(const Node& node, const std::string& token) {
  if (node.is(Node::Kind::map)) return node.find(token);
  std::size_t number = 0;
  const auto [end, fault] = std::from_chars(token.data(), token.data() + token.size(), number);
  const bool is_number = fault == std::errc() && end == token.data() + token.size();
  return node.is(Node::Kind::list) && is_number && number < node.items.size() ? &node.items[number] : nullptr;
}

/// The place of what a JSON pointer (RFC 6901) names, or of the nearest thing around it that has a place; nothing where
/// it names nothing.
std::optional<Span> find_place(const Node& model, std::string_view pointer) {
  Span place = model.span;
  const Node* node = &model;
  while (!pointer.empty()) {
    if (pointer.front() != '/') return std::nullopt;
    const auto end = std::min(pointer.find('/', 1), pointer.size());
    node = child(*node, unescaped(pointer.substr(1, end - 1)));
    if (!node) return std::nullopt;
    if (node->span.file) place = node->span;
    pointer.remove_prefix(end);
  }
  return place;
}

Severity severity_of(const Node& node, Answer& answer) {
  const std::pair<std::string_view, Severity> rows[] = {
      {"error", Severity::error}, {"warning", Severity::warning}, {"note", Severity::note}};
  std::vector<std::string_view> words;
  for (const auto& [word, severity] : rows) {
    words.push_back(word);
    if (word == node.text) return severity;
  }
  if (node.is(Node::Kind::string))
    answer.error(node, fmt::format("`severity` is `{}`", node.text), suggestion(node.text, words));
  return Severity::error;
}

Diagnostic read_finding(const Node& node, const std::string& plug_in, const Node& model, Answer& answer) {
  Fields fields(node, "a diagnostic", answer.faults());
  const Node* severity = fields.require("severity");
  const Node* message = fields.require("message");
  const auto code = answer.text(fields.take("code"), "`code`");
  const Node* path = fields.take("path");
  Diagnostic finding;
  finding.hint = answer.text(fields.take("hint"), "`hint`");
  fields.finish();
  answer.text(severity, "`severity`");
  if (severity) finding.severity = severity_of(*severity, answer);
  finding.code = Code::plug_in_finding;
  const auto text = answer.text(message, "`message`");
  if (message && message->is(Node::Kind::string) && text.empty()) answer.error(*message, "`message` is empty");
  finding.message = fmt::format("{}{}{}: {}", plug_in, code.empty() ? "" : " ", code, text);

  const auto place = find_place(model, answer.text(path, "`path`"));
  if (!place)
    answer.error(*path, fmt::format("`path` is `{}`, which is no place in the model", path->text),
                 "it is a JSON pointer such as /roles/agent/name");
  finding.span = place.value_or(Span());
  return finding;
}

OutputFile read_file(const Node& node, Answer& answer) {
  Fields fields(node, "a file", answer.faults());
  const Node* path = fields.require("path");
  const Node* content = fields.require("content");
  fields.finish();
  OutputFile file;
  file.path = answer.text(path, "`path`");
  file.content = answer.text(content, "`content`");
  file.is_foreign = true;
  if (path && path->is(Node::Kind::string) && !is_safe_path(file.path))
    answer.error(*path, fmt::format("`{}` is no path that a plug-in may name", file.path),
                 "paths are relative, with `/`, and without `.`, `..`, backslashes, control characters and names that "
                 "begin with .rolecast-");
  if (file.content.find('\0') != std::string::npos) answer.error(*content, "`content` holds a NUL");
  return file;
}

Setting read_setting(const Node& node, Answer& answer) {
  Fields fields(node, "a setting", answer.faults());
  Setting setting;
  const Node* name = fields.require("name");
  setting.name = answer.line(name, "`name`");
  setting.summary = answer.line(fields.take("summary"), "`summary`");
  for (const auto& value : answer.list(fields.take("values"), "`values`"))
    setting.values.push_back(answer.line(&value, "a value"));
  fields.finish();
  if (name && name->is(Node::Kind::string) && setting.name.empty()) answer.error(*name, "`name` is empty");
  return setting;
}

}  // namespace

std::string describe_request() {
  Node request = Node::map();
  request.add("protocol", Node::number("1"));
  request.add("describe", Node::boolean(true));
  return json::write(request);
}

std::string emit_request(const Node& model, const std::string& stem, const Settings& settings) {
  Node request = Node::map();
  request.add("protocol", Node::number("1"));
  request.add("stem", Node::string(stem));
  Node& chosen = request.add("settings", Node::map());
  for (const auto& [name, value] : settings) chosen.add(name, Node::string(value));
  request.add("model", model);
  return json::write(request);
}

Description read_description(std::string answer_text, const std::string& plug_in, Diagnostics& diagnostics) {
  Answer answer(std::move(answer_text), plug_in);
  Description description;
  if (answer.is_readable()) {
    Fields fields(answer.root(), "the answer", answer.faults());
    description.summary = answer.line(fields.require("summary"), "`summary`");
    for (const auto& setting : answer.list(fields.take("settings"), "`settings`"))
      description.settings.push_back(read_setting(setting, answer));
    fields.finish();
  }
  answer.pass_on(diagnostics);
  return description;
}

std::vector<OutputFile> read_answer(std::string answer_text, const std::string& plug_in, const Node& model,
                                    Diagnostics& diagnostics) {
  Answer answer(std::move(answer_text), plug_in);
  std::vector<OutputFile> files;
  Diagnostics findings;
  if (answer.is_readable()) {
    Fields fields(answer.root(), "the answer", answer.faults());
    for (const auto& file : answer.list(fields.take("files"), "`files`")) files.push_back(read_file(file, answer));
    for (const auto& finding : answer.list(fields.take("diagnostics"), "`diagnostics`"))
      findings.add(read_finding(finding, plug_in, model, answer));
    const auto reader = answer.text(fields.take("readBack"), "`readBack`");
    for (auto& file : files) file.read_back = reader;
    const bool is_sound = fields.finish();
    if (is_sound && files.empty() && !findings.has_errors())
      answer.error(answer.root(), "neither a file nor an error",
                   "a role that the plug-in cannot write takes a diagnostic of severity error");
  }
  answer.pass_on(diagnostics);
  if (!answer.faults().has_errors())
    for (const auto& finding : findings.all()) diagnostics.add(finding);
  return files;
}

bool is_safe_path(std::string_view path) {
  if (path.find('\\') != std::string_view::npos || printable(path) != path) return false;
  // `C:` begins a path on another drive
  if (path.size() > 1 && path[1] == ':') return false;
  for (;;) {
    const auto part = path.substr(0, path.find('/'));
    if (part.empty() || part == "." || part == ".." || part.starts_with(".rolecast-")) return false;
    if (part.size() == path.size()) return true;
    path.remove_prefix(part.size() + 1);
  }
}

}  // namespace rolecast
