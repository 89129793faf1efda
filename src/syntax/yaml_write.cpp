// The writer, and all quoting of YAML.
#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "syntax/yaml.h"

namespace rolecast::yaml {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// What may stand inside plain text, by character code.
constexpr auto plain = [] {
  std::array<bool, 256> table{};
  for (const char c : std::string_view("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./*+@=,-:"))
    table[static_cast<unsigned char>(c)] = true;
  return table;
}();

/// Words that some YAML parser takes for a boolean or null.
bool is_reserved(std::string_view text) {
  constexpr std::array<std::string_view, 10> words = {"y",   "n",    "yes",   "no",   "on",
                                                      "off", "true", "false", "null", "none"};
  const auto same = [text](std::string_view word) {
    return word.size() == text.size() && std::equal(text.begin(), text.end(), word.begin(), [](char a, char b) {
             return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b;
           });
  };
  return text.size() <= 5 && std::any_of(words.begin(), words.end(), same);
}

/// Text that YAML 1.1 and 1.2 parsers all read as itself without quotes: it begins with a letter, `_` or `/`, holds
/// nothing that any of them gives a meaning to, and no colon ends it.
bool can_be_plain(std::string_view text) {
  if (text.empty() || !(is_letter(text[0]) || text[0] == '_' || text[0] == '/') || text.back() == ':') return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return plain[static_cast<unsigned char>(c)]; }) &&
         !is_reserved(text);
}

/// Characters beyond ASCII that parsers drop, fold or take for line breaks. `text` begins with the character in
/// question.
std::size_t escape_wide(std::string_view text, std::string& out) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(text[i])); };
  if (byte(0) == 0xC2 && (byte(1) <= 0xA0 || byte(1) == 0xAD)) {
    out += fmt::format("\\x{:02X}", byte(1));
    return 2;
  }
  if (byte(0) != 0xE2 && byte(0) != 0xE3 && byte(0) != 0xEF) return 0;
  const auto code = (byte(0) & 0x0Fu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu);
  const bool special = (code >= 0x2000 && code <= 0x200F) || (code >= 0x2028 && code <= 0x202F) || code == 0x205F ||
                       (code >= 0x2060 && code <= 0x206F) || code == 0x3000 || code == 0xFEFF || code >= 0xFFF0;
  if (!special) return 0;
  out += fmt::format("\\u{:04X}", code);
  return 3;
}

/// The escape of an ASCII character, or nothing where it stands for itself.
std::string ascii_escape(unsigned char c) {
  switch (c) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\n':
      return "\\n";
    case '\t':
      return "\\t";
    case '\r':
      return "\\r";
    default:
      return c < 0x20 || c == 0x7F ? fmt::format("\\x{:02X}", c) : std::string();
  }
}

void write_quoted(std::string_view text, std::string& out) {
  out += '"';
  std::size_t done = 0;  // what stands for itself is copied in runs
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c < 0x7F && c != '"' && c != '\\') {
      ++i;
      continue;
    }
    const auto run = text.substr(done, i - done);
    std::string escape;
    const auto length = c >= 0x80 ? escape_wide(text.substr(i), escape) : (escape = ascii_escape(c), 1);
    if (length > 0) {
      out += run;
      out += escape;
      done = i + length;
    }
    i += std::max<std::size_t>(length, 1);
  }
  out += text.substr(done);
  out += '"';
}

class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}

  /// The node behind `key:`, `-` or at the start: on the same line where it fits there, otherwise below at `indent`.
  void value(const Node& node, std::size_t indent) {
    if (!node.tag.empty()) out_ += ' ' + node.tag;
    if (node.is(Node::Kind::map) && !node.entries.empty()) {
      out_ += '\n';
      map(node, indent);
    } else if (node.is(Node::Kind::list) && !node.items.empty()) {
      out_ += '\n';
      list(node, indent);
    } else {
      out_ += ' ';
      scalar(node);
      out_ += '\n';
    }
  }

  void map(const Node& node, std::size_t indent, bool first_is_placed = false) {
    for (const auto& entry : node.entries) {
      const bool first = &entry == node.entries.data();
      if (!first && indent <= 2 && !in_list_) out_ += '\n';
      comment(entry.comment, indent);
      if (!first || !first_is_placed) out_.append(indent, ' ');
      key(entry.key.text, indent);
      value(entry.value, indent + 2);
    }
  }

  void list(const Node& node, std::size_t indent) {
    const bool outer = std::exchange(in_list_, true);
    for (const auto& item : node.items) {
      out_.append(indent, ' ');
      out_ += '-';
      if (item.is(Node::Kind::map) && !item.entries.empty() && item.tag.empty()) {
        out_ += ' ';
        map(item, indent + 2, true);
      } else {
        value(item, indent + 2);
      }
    }
    in_list_ = outer;
  }

  void scalar(const Node& node) {
    switch (node.kind) {
      case Node::Kind::null:
        out_ += "null";
        break;
      case Node::Kind::boolean:
      case Node::Kind::number:
        out_ += node.text;
        break;
      case Node::Kind::string:
        text(node.text);
        break;
      case Node::Kind::list:
        out_ += "[]";
        break;
      case Node::Kind::map:
        out_ += "{}";
        break;
    }
  }

 private:
  /// YAML 1.2, 7.4.2: a key without a sign of its own has at most 1024 characters.
  void key(std::string_view name, std::size_t indent) {
    constexpr std::size_t most_bytes = 1000;
    const auto begin = out_.size();
    text(name);
    if (out_.size() - begin > most_bytes) {
      out_.insert(begin, "? ");
      (out_ += '\n').append(indent, ' ');
    }
    out_ += ':';
  }

  void text(std::string_view text) {
    if (can_be_plain(text))
      out_ += text;
    else
      write_quoted(text, out_);
  }

  void comment(std::string_view lines, std::size_t indent) {
    while (!lines.empty()) {
      const auto end = std::min(lines.find('\n'), lines.size());
      out_.append(indent, ' ');
      out_ += "# ";
      out_ += lines.substr(0, end);
      out_ += '\n';
      lines.remove_prefix(std::min(end + 1, lines.size()));
    }
  }

  std::string& out_;
  bool in_list_ = false;  // blank lines part the top two levels of maps, never what stands in a list
};

}  // namespace

std::string write(const Node& node) {
  std::string out;
  Writer writer(out);
  if (node.tag.empty() && node.is(Node::Kind::map) && !node.entries.empty()) {
    writer.map(node, 0);
  } else if (node.tag.empty() && node.is(Node::Kind::list) && !node.items.empty()) {
    writer.list(node, 0);
  } else {
    writer.value(node, 0);
    if (out.starts_with(' ')) out.erase(0, 1);
  }
  return out;
}

}  // namespace rolecast::yaml
