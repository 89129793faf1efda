// Lines: bodies, objects and lists.
#include "syntax/hcl/writer.h"

#include <algorithm>
#include <utility>

#include "source/utf8.h"

namespace rolecast::hcl {
namespace {

bool fits_line(const Entry& entry) { return is_one_line(entry.key) && is_one_line(entry.value); }

/// The end of the run of entries from `begin` on whose `=` stand below each other.
std::size_t run_end(const std::vector<Entry>& all, std::size_t begin) {
  if (!fits_line(all[begin])) return begin + 1;
  auto end = begin + 1;
  while (end < all.size() && !is_block(all[end]) && all[end].comment.empty() && fits_line(all[end])) ++end;
  return end;
}

}  // namespace

bool is_one_line(const Node& node) {
  if (node.is_scalar()) return true;
  if (!node.tag.empty()) return std::all_of(node.items.begin(), node.items.end(), is_one_line);
  if (node.is(Node::Kind::map)) return node.entries.empty();
  if (node.items.size() != 1) return node.items.empty();
  return node.items[0].is_scalar() || (is_template(node.items[0]) && is_one_line(node.items[0]));
}

void Writer::entries(const Node& node) {
  const bool outer = std::exchange(in_body_, node.tag == body_tag || node.tag == block_tag);
  lines(node.entries);
  in_body_ = outer;
}

void Writer::lines(const std::vector<Entry>& all) {
  std::size_t end_of_run = 0, width = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Entry& entry = all[i];
    if (i > 0 && (is_block(entry) || is_block(all[i - 1]))) end_line();
    comment(entry.comment);
    if (is_block(entry)) {
      block(entry);
      continue;
    }
    if (i >= end_of_run) {
      end_of_run = run_end(all, i);
      width = 0;
      if (end_of_run > i + 1)
        for (auto j = i; j < end_of_run; ++j) width = std::max(width, key_width(all[j].key));
    }
    const auto padding = width > 0 ? width - key_width(entry.key) : 0;
    key(entry.key);
    line_.append(padding, ' ').append(" = ");
    value(entry.value);
    end_line();
  }
}

void Writer::comment(std::string_view text) {
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    line_.append(end == 0 ? "#" : "# ").append(text.substr(0, end));
    end_line();
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void Writer::block(const Entry& entry) {
  line_ += entry.key.text;
  for (const auto& label : entry.value.items) {
    line_ += ' ';
    append_quoted(line_, label.text, Charset::unicode);
  }
  line_ += ' ';
  object(entry.value);
  end_line();
}

void Writer::key(const Node& node) {
  const auto before = charset_;
  charset_ = Charset::ascii;
  if (is_literal(node) && (in_body_ || is_bare_key(node.text))) {
    line_ += node.text;
  } else if (is_literal(node) || is_mixed(node)) {
    value(node);
  } else {
    open("(");
    value(node);
    close(")");
  }
  charset_ = before;
}

std::size_t Writer::key_width(const Node& node) {
  if (is_literal(node) && (in_body_ || is_bare_key(node.text))) return node.text.size();
  const auto begin = line_.size();
  key(node);
  const auto width = count_characters(std::string_view(line_).substr(begin));
  line_.resize(begin);
  return width;
}

void Writer::value(const Node& node) {
  if (const auto* row = node.tag.empty() ? nullptr : find_row(node.tag))
    return (this->*row->write)(node, std::string_view(node.tag).substr(row->tag.size()));
  switch (node.kind) {
    case Node::Kind::null:
      line_ += "null";
      break;
    case Node::Kind::boolean:
    case Node::Kind::number:
      sign(node.text);
      break;
    case Node::Kind::string:
      append_quoted(line_, node.text, charset_);
      break;
    case Node::Kind::list:
      list(node);
      break;
    case Node::Kind::map:
      object(node);
      break;
  }
}

void Writer::object(const Node& node) {
  open("{");
  if (!node.entries.empty()) {
    end_line();
    entries(node);
  }
  close("}");
}

void Writer::list(const Node& node) {
  open("[");
  if (!is_one_line(node))
    lines(node.items, ",");
  else if (!node.items.empty())
    value(node.items[0]);
  close("]");
}

/// Each item on lines of its own; `last` stands behind the last one.
void Writer::lines(const std::vector<Node>& items, std::string_view last) {
  end_line();
  for (const auto& item : items) {
    value(item);
    line_ += &item == &items.back() ? last : ",";
    end_line();
  }
}

/// `terraform fmt` takes a minus for one between operands behind a word or the beginning of a value in a text.
void Writer::sign(std::string_view text) {
  const bool is_apart = text[0] == '-' && ends_with_any({"${", " in ", " if ", "%{if ", " => "});
  line_.append(is_apart ? "- " : text.substr(0, 1)).append(text.substr(1));
}

bool Writer::ends_with_any(std::initializer_list<std::string_view> words) const {
  return std::any_of(words.begin(), words.end(), [this](std::string_view word) { return line_.ends_with(word); });
}

/// `terraform fmt` keeps the braces of an object apart from those of a template, and takes words before other brackets
/// for functions and lists.
void Writer::open(std::string_view bracket) {
  if ((bracket == "(" && ends_with_any({" in ", " if ", "%{if "})) ||
      (bracket == "[" && ends_with_any({" if ", "%{if "})))
    line_.pop_back();
  if (bracket[0] == '{' && line_.ends_with("${")) line_ += ' ';
  line_ += bracket;
  ++brackets_;
}

void Writer::close(std::string_view bracket) {
  if (bracket == "}" && line_.ends_with('}')) line_ += ' ';
  line_ += bracket;
  --brackets_;
}

void Writer::end_line() {
  place_line();
  out_ += '\n';
}

/// `terraform fmt` indents by how many lines above leave brackets open.
void Writer::place_line() {
  while (brackets_ < 0 && !open_.empty()) {
    const auto closed = std::min(-brackets_, open_.back());
    brackets_ += closed;
    open_.back() -= closed;
    if (open_.back() == 0) open_.pop_back();
  }
  if (!line_.empty()) out_.append(2 * open_.size(), ' ').append(line_);
  if (brackets_ > 0) open_.push_back(brackets_);
  line_.clear();
  brackets_ = 0;
}

std::string Writer::take() {
  place_line();
  return std::move(out_);
}

}  // namespace rolecast::hcl
