#include "syntax/json.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "source/utf8.h"
#include "syntax/json_fault.h"
#include "syntax/syntax.h"

namespace rolecast::json {
namespace {

/// Walks over the text and tells where it is: nlohmann reports no positions of its own.
struct Cursor {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  const char* at;
  const char** seen;

  reference operator*() const { return *at; }
  Cursor& operator++() { return *seen = ++at, *this; }
  Cursor operator++(int) {
    auto before = *this;
    return ++*this, before;
  }
  bool operator==(const Cursor& other) const { return at == other.at; }
  bool operator!=(const Cursor& other) const { return at != other.at; }
};

/// With numbers as wide as there are: only their spelling is kept, so none should be refused for its size.
using Json = nlohmann::basic_json<std::map, std::vector, std::string, bool, std::int64_t, std::uint64_t, long double>;

/// Builds the tree from nlohmann's events. A token begins where white space and punctuation after the one before end.
class Builder final : public nlohmann::json_sax<Json> {
 public:
  Builder(std::string_view text, std::uint32_t file, Diagnostics& diagnostics)
      : text_(text), file_(file), diagnostics_(diagnostics), seen_(text.data()) {}

  Node run() {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (text_.starts_with(mark)) {  // the first of the file is gone; nlohmann would pass over this one
      diagnostics_.error(Code::json_syntax, {file_, 0, mark.size()}, "a byte order mark where a value should be");
      return {};
    }
    const Cursor begin{text_.data(), &seen_}, end{text_.data() + text_.size(), &seen_};
    Json::sax_parse(begin, end, this);
    return std::move(root_);
  }

  bool null() override { return value(Node(), token("null")); }
  bool boolean(bool b) override { return value(Node::boolean(b), token(b ? "true" : "false")); }
  bool number_integer(number_integer_t) override { return number(); }
  bool number_unsigned(number_unsigned_t) override { return number(); }
  bool number_float(number_float_t, const string_t&) override { return number(); }
  bool string(string_t& s) override { return value(Node::string(std::move(s)), quoted()); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Node::map()); }
  bool start_array(std::size_t) override { return open(Node::list()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& k) override {
    Node node = Node::string(std::move(k));
    node.span = quoted();
    open_.back()->entries.push_back({std::move(node), Node(), {}});
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& error) override {
    // `position` is the end of what nlohmann objects to; 012 is 0 and 12 to it, and one number here
    const bool is_torn = position <= done_;
    const auto begin = is_torn ? number_begin_ : fault_begin(position);
    const auto fault = explain(text_, begin, is_torn ? begin : position, error.what());
    diagnostics_.error(Code::json_syntax, fault.span(file_), fault.message, fault.hint);
    return false;
  }

 private:
  std::uint32_t offset(const char* at) const { return static_cast<std::uint32_t>(at - text_.data()); }

  std::uint32_t skip(std::uint32_t at, std::string_view characters) const {
    return static_cast<std::uint32_t>(std::min(text_.find_first_not_of(characters, at), text_.size()));
  }
  std::uint32_t token_begin() const { return skip(done_, " \t\r\n,:"); }
  /// The same for a token that ends at `end` and may itself be a comma or a colon.
  std::uint32_t fault_begin(std::size_t end) const {
    const auto at = skip(done_, " \t\r\n");
    const bool is_separator = at + 1 < end && (text_[at] == ',' || text_[at] == ':');
    return is_separator ? skip(at + 1, " \t\r\n") : at;
  }
  Span token(std::string_view spelling) {
    const auto begin = token_begin();
    return take(begin, begin + static_cast<std::uint32_t>(spelling.size()));
  }
  Span quoted() { return take(token_begin(), offset(seen_)); }
  Span take(std::uint32_t begin, std::uint32_t end) {
    done_ = end;
    return {file_, begin, end};
  }

  bool number() {
    const auto begin = number_begin_ = token_begin();
    const auto end = skip(begin, "+-.0123456789eE");
    return value(Node::number(std::string(text_.substr(begin, end - begin))), take(begin, end));
  }

  Node& place(Node node) {
    if (open_.empty()) return root_ = std::move(node);
    auto& parent = *open_.back();
    if (parent.is(Node::Kind::map)) return parent.entries.back().value = std::move(node);
    return parent.items.emplace_back(std::move(node));
  }

  bool value(Node node, Span span) {
    node.span = span;
    place(std::move(node));
    return count(span);
  }

  bool open(Node node) {
    node.span = token("{");
    if (open_.size() >= max_depth)
      return refuse(Code::too_deep, node.span, fmt::format("more than {} levels of nesting", max_depth));
    auto& placed = place(std::move(node));
    open_.push_back(&placed);
    return count(placed.span);
  }

  bool close() {
    open_.back()->span.end = done_ = offset(seen_);
    open_.pop_back();
    return true;
  }

  bool count(Span span) {
    return ++nodes_ < max_nodes || refuse(Code::too_large, span, "more values than rolecast reads");
  }

  bool refuse(Code code, Span span, std::string message) {
    diagnostics_.error(code, span, std::move(message));
    return false;
  }

  std::string_view text_;
  std::uint32_t file_;
  Diagnostics& diagnostics_;
  const char* seen_;
  std::uint32_t done_ = 0;          // the end of the last token
  std::uint32_t number_begin_ = 0;  // the last number
  std::size_t nodes_ = 0;
  Node root_;
  std::vector<Node*> open_;  // a parent does not grow while one of its children is open
};

/// Characters that stand for themselves in a text.
constexpr auto plain = [] {
  std::array<bool, 256> table{};
  for (std::size_t c = 0x20; c < table.size(); ++c) table[c] = c != '"' && c != '\\' && c != 0x7F;
  return table;
}();

/// Names of files need not be UTF-8, and JSON has to be: other bytes are shown as escapes.
std::string with_bad_bytes_shown(std::string_view text) {
  std::string result;
  for (auto bad = find_bad_utf8(text); !text.empty(); bad = find_bad_utf8(text)) {
    result += text.substr(0, bad);
    if (bad == std::string_view::npos) break;
    result += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[bad]));
    text.remove_prefix(bad + 1);
  }
  return result;
}

void write_string(std::string_view text, std::string& out) {
  std::string shown;
  if (find_bad_utf8(text) != std::string_view::npos) text = shown = with_bad_bytes_shown(text);
  constexpr std::string_view escaped = "\"\\\n\r\t", letters = "\"\\nrt";
  out += '"';
  std::size_t done = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (plain[static_cast<unsigned char>(text[i])]) continue;
    out.append(text, done, i - done);
    done = i + 1;
    if (const auto letter = escaped.find(text[i]); letter != std::string_view::npos)
      (out += '\\') += letters[letter];
    else
      out += fmt::format("\\u{:04x}", static_cast<unsigned char>(text[i]));
  }
  out.append(text, done);
  out += '"';
}

class Writer {
 public:
  Writer(std::string& out, bool compact) : out_(out), compact_(compact) {}

  void write(const Node& node) {
    switch (node.kind) {
      case Node::Kind::null:
        out_ += "null";
        break;
      case Node::Kind::boolean:
        out_ += (node.text[0] | 0x20) == 't' ? "true" : "false";  // YAML also has TRUE
        break;
      case Node::Kind::number:
        out_ += node.text;
        break;
      case Node::Kind::string:
        write_string(node.text, out_);
        break;
      case Node::Kind::list:
        sequence('[', ']', node.items, [this](const Node& item) { write(item); });
        break;
      case Node::Kind::map:
        sequence('{', '}', node.entries, [this](const Entry& entry) {
          write_string(entry.key.text, out_);
          out_ += compact_ ? ":" : ": ";
          write(entry.value);
        });
    }
  }

 private:
  template <typename Elements, typename Each>
  void sequence(char open, char close, const Elements& elements, Each each) {
    out_ += open;
    depth_ += 2;
    bool first = true;
    for (const auto& element : elements) {
      if (!first) out_ += ',';
      first = false;
      line();
      each(element);
    }
    depth_ -= 2;
    if (!first) line();
    out_ += close;
  }

  void line() {
    if (compact_) return;
    out_ += '\n';
    out_.append(depth_, ' ');
  }

  std::string& out_;
  bool compact_;
  std::size_t depth_ = 0;
};

}  // namespace

Node load(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics) {
  return Builder(sources[file].text, file, diagnostics).run();
}

std::string write(const Node& node) {
  std::string out;
  Writer(out, false).write(node);
  out += '\n';
  return out;
}

std::string write_compact(const Node& node) {
  std::string out;
  Writer(out, true).write(node);
  return out;
}

}  // namespace rolecast::json
