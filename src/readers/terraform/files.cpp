// Files that a configuration names: file(), templatefile(), and the data source template_file.
#include <filesystem>

#include <fmt/core.h>

#include "model/text_node.h"
#include "readers/terraform/evaluator.h"
#include "syntax/hcl.h"
#include "syntax/syntax.h"

namespace rolecast::terraform {
namespace {

/// Where the module stands, as long as it is deployed by itself.
bool is_own_folder(const Piece& piece) {
  return piece.is_reference && (piece.text == "path.module" || piece.text == "path.root" || piece.text == "path.cwd");
}

/// The path below the configuration's folder; nothing where only the deployment knows.
std::optional<std::string> path_in(const Text& text) {
  std::string path;
  for (const auto& piece : text.pieces()) {
    const bool begins = &piece == &text.pieces().front();
    if (piece.is_reference && !(begins && is_own_folder(piece))) return std::nullopt;
    path += piece.is_reference ? "." : piece.text;
  }
  return std::filesystem::path(path).lexically_normal().string();
}

bool leaves_folder(const std::filesystem::path& path) {
  return path.empty() || path.is_absolute() || *path.begin() == "..";
}

}  // namespace

/// The number of the file that a path leads to; 0, and an error, where there is none.
std::uint32_t Evaluator::named_file(const std::string& path, Span place) {
  const auto refuse = [&](Code code, const std::string& why) {
    fail(code, place, fmt::format("`{}` {}", path, why), "files in the configuration's own folder are read");
    return 0u;
  };
  if (leaves_folder(path)) return refuse(Code::unsupported_expression, "is outside of the configuration's folder");
  if (configuration_.folder.empty() || !configuration_.sources)
    return refuse(Code::unsupported_expression, "cannot be found: this configuration has no folder");
  auto& file = files_[path];
  const auto full = (std::filesystem::path(configuration_.folder) / path).lexically_normal().string();
  std::string fault;
  if (!file) file = configuration_.sources->take_in(full, fault);
  if (!file) return refuse(Code::unreadable, "cannot be read: " + fault);
  // what was found before may not have been heard
  return check_text(*configuration_.sources, file, *diagnostics_) ? file : 0;
}

/// file() and templatefile() with what is `given` to them.
Node Evaluator::from_file(const Node& expression, const std::vector<Node>& given) {
  const bool is_template = given.size() == 2;
  const auto text = given.empty() ? std::nullopt : as_text(given[0]);
  const auto path = text ? path_in(*text) : std::nullopt;
  if (!path || (is_template && !is_map(given[1]))) return deferred(expression);
  const auto file = named_file(*path, expression.span);
  if (!file) return damaged(expression.span);
  const auto& sources = *configuration_.sources;
  if (is_too_large(sources[file].text.size() / 16, expression.span)) return damaged(expression.span);
  const bool stands_in_template = !scope_.empty() && scope_.front().first == nothing_else;
  if (is_template && stands_in_template)
    return fail(Code::unsupported_expression, expression.span, "a template cannot call `templatefile`");
  const auto errors = diagnostics_->errors();
  auto content =
      is_template ? hcl::load_template(sources, file, *diagnostics_) : hcl::load_text(sources, file, *diagnostics_);
  if (diagnostics_->errors() > errors) return damaged(content.span);
  return is_template ? rendered(content, given[1]) : content;
}

/// A template with these values for its names; it knows no others.
Node Evaluator::rendered(const Node& parsed, const Node& variables) {
  Scope names = {{std::string(nothing_else), {}}};
  for (const auto& [key, value, comment] : variables.entries) names.emplace_back(key.text, value);
  const InScope inside(scope_, std::move(names));
  auto result = value(parsed);
  if (result.is_scalar() && result.tag.empty()) result.span = parsed.span;
  return result;
}

/// `rendered` of the data source template_file. Its variables are texts.
Node Evaluator::template_data(const Block& block, const Instance& instance, Span place) {
  const auto source = argument(block, "template", instance);
  const auto variables = argument(block, "vars", instance);
  const auto text = as_constant_text(source);
  Node texts = Node::map();
  bool good = text && (is_map(variables) || variables.is(Node::Kind::null));
  for (const auto& [key, value, comment] : variables.entries) {
    const auto one = as_text(value);
    good = good && one;
    if (good) texts.add(key, to_node(*one));
  }
  if (holds_damage(source) || holds_damage(variables)) return damaged(place);
  if (!good) return named(instance.address + ".rendered", place);
  const auto errors = diagnostics_->errors();
  const auto parsed = hcl::parse_template(*text, source.span, *diagnostics_);
  return diagnostics_->errors() > errors ? damaged(place) : rendered(parsed, texts);
}

}  // namespace rolecast::terraform
