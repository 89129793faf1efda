#include "commands/emitter_test.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/core.h>

#include "commands/files.h"
#include "readers/catalogue.h"
#include "source/utf8.h"
#include "syntax/syntax.h"

namespace rolecast {
namespace {

/// What came of one role.
struct Cast {
  std::vector<OutputFile> files;
  std::vector<Diagnostic> findings;

  const Diagnostic* first(Severity severity) const {
    for (const auto& each : findings)
      if (each.severity == severity) return &each;
    return nullptr;
  }
};

bool same_files(const std::vector<OutputFile>& a, const std::vector<OutputFile>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const OutputFile& one, const OutputFile& other) {
    return one.path == other.path && one.content == other.content;
  });
}

bool same(const Cast& a, const Cast& b) {
  const auto same_finding = [](const Diagnostic& one, const Diagnostic& other) {
    return one.severity == other.severity && one.message == other.message && one.hint == other.hint;
  };
  return same_files(a.files, b.files) &&
         std::equal(a.findings.begin(), a.findings.end(), b.findings.begin(), b.findings.end(), same_finding);
}

/// In backticks, and not longer than a line.
std::string quoted(const std::string& text) {
  std::size_t end = std::min<std::size_t>(text.size(), 60);
  while (end < text.size() && continues_character(text[end])) ++end;
  return fmt::format("`{}`{}", text.substr(0, end), end < text.size() ? " …" : "");
}

/// Every literal that the emitter has to write somewhere.
std::vector<std::string> literals(const Model& model) {
  std::vector<std::string> found;
  for_each_text(model, [&](const Text& text) {
    for (const auto& piece : text.pieces())
      if (!piece.is_reference) found.push_back(piece.text);
  });
  for (const auto& parameter : model.parameters) found.push_back(parameter.default_value.value_or(""));
  const auto add_principal = [&](const std::optional<Principal>& principal) {
    if (!principal) return;
    for (const auto& group : principal->groups) found.push_back(group.type);
  };
  const auto add_policy = [&](const Policy& policy) {
    for (const auto& statement : policy.statements) {
      add_principal(statement.principal);
      if (!statement.condition) continue;
      for (const auto& test : *statement.condition) found.push_back(test.name);
    }
  };
  for (const auto& role : model.roles) {
    if (role.max_session_duration) found.push_back(std::to_string(*role.max_session_duration));
    if (role.trust) add_policy(*role.trust);
    for (const auto& policy : role.policies) add_policy(policy.document);
  }
  return found;
}

/// The same text with other deferred values in it.
Text with_other_references(const Text& text) {
  Text other;
  for (const auto& piece : text.pieces()) {
    if (piece.is_reference)
      other.append_reference(piece.text == "account" ? "region" : "account");
    else
      other.append(piece.text);
  }
  return other;
}

/// One role of the set, taken through an emitter.
class Case {
 public:
  Case(const Emitter& emitter, const Options& options, const Context& context)
      : emitter_(emitter), options_(options), readers_(context.readers) {}

  /// Why the role fails, or is refused; `others` holds the files of the roles before it.
  CaseResult check(const CatalogueFile& role, const std::vector<std::pair<std::string, Cast>>& others,
                   Cast& cast) const {
    const auto model = read(role);
    if (!model) return {std::string(role.name), CaseOutcome::failed, "rolecast cannot read it"};
    cast = emit(*model);
    const auto fail = [&](std::string reason) {
      return CaseResult{std::string(role.name), CaseOutcome::failed, std::move(reason)};
    };
    if (!same(cast, emit(*model))) return fail("the same role twice gives different answers");
    if (const auto* error = cast.first(Severity::error)) {
      const bool may_refuse = error->code < Code::internal || error->code == Code::plug_in_finding;
      if (may_refuse && role.name != "plain") return {std::string(role.name), CaseOutcome::refused, error->message};
      return fail(error->message);
    }
    if (cast.files.empty()) return fail("no files");
    for (const auto& file : cast.files)
      if (!is_safe_path(file.path)) return fail(fmt::format("`{}` is no path of an output", file.path));
    if (auto missing = find_missing(*model, cast)) return fail(fmt::format("{} is not in the files", quoted(*missing)));
    for (const auto& [name, other] : others)
      if (same_files(cast.files, other.files)) return fail(fmt::format("the files are those of the role `{}`", name));
    if (auto text = find_unread_reference(*model, cast))
      return fail(fmt::format("the files do not change with the deferred values in `{}`", *text));
    return {std::string(role.name), CaseOutcome::passed, {}};
  }

 private:
  std::optional<Model> read(const CatalogueFile& role) const {
    Context own;
    own.readers = readers_;
    const auto file = own.sources.add(fmt::format("{}.yaml", role.name), std::string(role.text));
    std::vector<Document> documents;
    for (auto& node : load(own.sources, file, own.diagnostics)) documents.push_back({"role", std::move(node)});
    auto models = read_models(std::move(documents), "rolecast", {}, own);
    return models.size() == 1 ? std::optional(std::move(models.front())) : std::nullopt;
  }

  Cast emit(const Model& model) const {
    Context own;
    own.readers = readers_;
    auto files = rolecast::cast({model}, {emitter_}, options_, own);
    return {std::move(files), own.diagnostics.all()};
  }

  std::optional<std::string> find_missing(const Model& model, const Cast& cast) const {
    if (cast.first(Severity::warning)) return std::nullopt;  // it says that it leaves something out
    if (!emitter_.reader.empty() || !cast.files.front().read_back.empty())
      return std::nullopt;  // reading back says more
    std::string all;
    for (const auto& file : cast.files) all += file.path + "\n" + file.content + "\n";
    const auto core = unescaped_core(all);
    for (auto& literal : literals(model))
      if (core.find(unescaped_core(literal)) == std::u32string::npos) return literal;
    return std::nullopt;
  }

  std::optional<std::string> find_unread_reference(const Model& model, const Cast& cast) const {
    if (cast.first(Severity::warning)) return std::nullopt;
    std::vector<Text> texts;
    for_each_text(model, [&](const Text& text) { texts.push_back(text); });
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (texts[i].is_literal()) continue;
      auto other = model;
      std::size_t at = 0;
      for_each_text(other, [&](Text& text) {
        if (at++ == i) text = with_other_references(text);
      });
      if (same(cast, emit(other))) return texts[i].spelled();
    }
    return std::nullopt;
  }

  const Emitter& emitter_;
  const Options& options_;
  const std::vector<Reader>& readers_;
};

std::optional<char32_t> hexadecimal(std::string_view digits, std::size_t count) {
  if (digits.size() < count) return std::nullopt;
  const auto end = digits.data() + count;
  std::uint32_t value = 0;
  const auto [at, fault] = std::from_chars(digits.data(), end, value, 16);
  return fault == std::errc() && at == end ? std::optional<char32_t>(value) : std::nullopt;
}

/// What an escape stands for, and how long it is after its backslashes; nothing where it is none, or white space.
struct Escape {
  char32_t character = 0;
  std::size_t length = 0;
};

Escape escape_at(std::string_view text) {
  constexpr std::string_view spaces = "ntr";
  if (text.empty()) return {};
  if (spaces.find(text[0]) != std::string_view::npos) return {0, 1};
  const std::size_t digits = text[0] == 'x' ? 2 : text[0] == 'u' ? 4 : text[0] == 'U' ? 8 : 0;
  if (digits == 0) return {};
  const auto code = hexadecimal(text.substr(1), digits);
  return code ? Escape{*code, 1 + digits} : Escape{};
}

bool says_nothing(char32_t c) { return c <= U' ' || c == U'\\' || c == U'"' || c == U'\''; }

}  // namespace

std::u32string unescaped_core(std::string_view text) {
  std::u32string core;
  for (std::size_t at = 0; at < text.size();) {
    char32_t c = 0;
    if (text[at] == '\\') {
      at = std::min(text.find_first_not_of('\\', at), text.size());
      const auto escape = escape_at(text.substr(at));
      c = escape.character;
      at += escape.length;
    } else {
      c = next_character(text, at);
    }
    if (says_nothing(c)) continue;
    const bool opens = c == U'{' && !core.empty();
    // `$${`, `&{` and `${!` all stand for IAM's `${` somewhere, and `%%{` for `%{`
    if (opens && core.back() == U'&') core.back() = U'$';
    while (opens && core.size() > 1 && core.back() == core[core.size() - 2] &&
           (core.back() == U'$' || core.back() == U'%'))
      core.pop_back();
    if (c == U'!' && core.ends_with(U"${")) continue;
    core += c;
  }
  return core;
}

std::vector<CaseResult> test_emitter(const Emitter& emitter, const Options& options, const Context& context) {
  std::vector<CaseResult> results;
  std::vector<std::pair<std::string, Cast>> others;
  const Case one(emitter, options, context);
  for (const auto& role : conformance_roles()) {
    Cast cast;
    results.push_back(one.check(role, others, cast));
    if (results.back().outcome == CaseOutcome::passed) others.emplace_back(role.name, std::move(cast));
  }
  return results;
}

}  // namespace rolecast
