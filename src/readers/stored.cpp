#include "readers/stored.h"

#include <charconv>

#include <fmt/core.h>

#include "model/characters.h"
#include "model/document.h"
#include "readers/embedded.h"

namespace rolecast {
namespace {

/// Nothing where a `%` is not followed by two hexadecimal digits.
std::optional<std::string> percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      out += text[at];  // a plus sign too: IAM encodes blanks as %20
      continue;
    }
    const auto digits = text.substr(at + 1, 2);
    if (digits.size() != 2 || !all_in(digits, is_hex_digit)) return std::nullopt;
    unsigned byte = 0;
    std::from_chars(digits.data(), digits.data() + 2, byte, 16);
    out += static_cast<char>(byte);
    at += 2;
  }
  return out;
}

/// No JSON begins with `%`.
bool is_percent_encoded(std::string_view text) { return text.starts_with("%"); }

std::optional<Node> parsed(const Node& node, const std::string& what, Diagnostics& diagnostics) {
  if (!is_percent_encoded(node.text)) return read_json(Text(node.text, node.span), what, diagnostics);
  const auto decoded = percent_decoded(node.text);
  if (decoded) return read_json(Text(*decoded, node.span), what, diagnostics);
  diagnostics.error(Code::embedded_document, node.span, fmt::format("{} is not percent-encoded as it should be", what),
                    "a `%` is followed by two hexadecimal digits");
  return std::nullopt;
}

}  // namespace

std::optional<Policy> read_stored_policy(const Node& node, const std::string& what, Diagnostics& diagnostics) {
  const auto document = node.is(Node::Kind::string) ? parsed(node, what, diagnostics) : node;
  if (!document) return std::nullopt;
  if (!document->is(Node::Kind::map)) {
    diagnostics.error(Code::embedded_document, node.span,
                      fmt::format("{} is {}, not a policy document", what, describe(*document)));
    return std::nullopt;
  }
  auto policy = read_policy(*document, TextSyntax::plain, what, diagnostics);
  read_as_2012(policy, diagnostics);
  return policy;
}

std::optional<Text> read_stored_text(const Node& node, const std::string& what, Diagnostics& diagnostics) {
  if (node.is(Node::Kind::string)) return Text(node.text, node.span);
  diagnostics.error(Code::wrong_type, node.span, fmt::format("{} is {}, not text", what, describe(node)));
  return std::nullopt;
}

const std::vector<Node>& read_stored_list(const Node& node, const std::string& what, Diagnostics& diagnostics) {
  if (!node.is(Node::Kind::list))
    diagnostics.error(Code::wrong_type, node.span, fmt::format("{} is {}, not a list", what, describe(node)));
  return node.items;
}

void read_stored_duration(const Node& node, const std::string& what, Role& role, Diagnostics& diagnostics) {
  std::int64_t seconds = 0;
  const char* end = node.text.data() + node.text.size();
  const auto [stop, fault] = std::from_chars(node.text.data(), end, seconds);
  role.max_session_duration_span = node.span;
  if (!node.is(Node::Kind::number) || fault != std::errc() || stop != end)
    diagnostics.error(Code::session_duration, node.span, fmt::format("{} is no whole number", what));
  else
    role.max_session_duration = seconds;
}

void drop_defaults(Role& role) {
  const auto is = [](const std::optional<Text>& text, std::string_view value) {
    return text && text->is_literal() && text->literal() == value;
  };
  if (is(role.path, "/")) role.path.reset();
  if (is(role.description, "")) role.description.reset();
  if (role.max_session_duration == 3600) role.max_session_duration.reset();
}

}  // namespace rolecast
