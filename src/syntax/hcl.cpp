#include "syntax/hcl.h"

#include <algorithm>

#include "syntax/hcl_text.h"

namespace rolecast::hcl {
namespace {

/// A template of one value is that value: `terraform fmt` writes `var.x` for `"${var.x}"`.
bool is_mixed(const Node& node) { return is_template(node) && (node.items.size() != 1 || is_literal(node.items[0])); }

bool is_one_line(const Node& node) {
  if (node.is_scalar() || is_template(node)) return true;
  if (is_call(node) || is_infix(node)) return std::all_of(node.items.begin(), node.items.end(), is_one_line);
  if (node.is(Node::Kind::map)) return node.entries.empty();
  return node.items.empty() || (node.items.size() == 1 && (node.items[0].is_scalar() || is_template(node.items[0])));
}

class Writer {
 public:
  /// The entries of a body or of an object, a line or more each.
  void entries(const std::vector<Entry>& all);
  void value(const Node& node, Charset charset = Charset::unicode);
  std::string take() { return std::move(out_); }

 private:
  void comment(std::string_view text);
  void block(const Entry& entry);
  void key(const Node& node);
  std::size_t key_width(const Node& node);
  void interpolated(const std::vector<Node>& pieces, Charset charset);
  void object(const Node& node);
  void list(const Node& node);
  void call(const Node& node);
  void separated(const std::vector<Node>& items, std::string_view separator);
  void lines(const std::vector<Node>& items);
  void new_line() { out_.append(1, '\n').append(2 * depth_, ' '); }

  std::string out_;
  std::size_t depth_ = 0;
};

/// The end of the run of entries from `begin` on whose `=` stand below each other.
std::size_t run_end(const std::vector<Entry>& all, std::size_t begin) {
  if (!is_one_line(all[begin].value)) return begin + 1;
  auto end = begin + 1;
  while (end < all.size() && !is_block(all[end]) && all[end].comment.empty() && is_one_line(all[end].value)) ++end;
  return end;
}

void Writer::entries(const std::vector<Entry>& all) {
  std::size_t end_of_run = 0, width = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Entry& entry = all[i];
    if (i > 0 && (is_block(entry) || is_block(all[i - 1]))) out_ += '\n';
    if (!out_.empty()) new_line();
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
    const auto end_of_key = out_.size() + width;
    key(entry.key);
    if (out_.size() < end_of_key) out_.append(end_of_key - out_.size(), ' ');
    out_ += " = ";
    value(entry.value);
  }
}

void Writer::comment(std::string_view text) {
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    out_.append(end == 0 ? "#" : "# ").append(text.substr(0, end));
    new_line();
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void Writer::block(const Entry& entry) {
  out_ += entry.key.text;
  for (const auto& label : entry.value.items) {
    out_ += ' ';
    append_quoted(out_, label.text, Charset::unicode);
  }
  out_ += ' ';
  object(entry.value);
}

void Writer::key(const Node& node) {
  if (node.tag.empty() && is_bare_key(node.text)) {
    out_ += node.text;
  } else if (node.tag.empty() || is_mixed(node)) {
    value(node, Charset::ascii);
  } else {
    out_ += '(';
    value(node);
    out_ += ')';
  }
}

std::size_t Writer::key_width(const Node& node) {
  if (node.tag.empty() && is_bare_key(node.text)) return node.text.size();
  const auto begin = out_.size();
  key(node);
  const auto width = out_.size() - begin;
  out_.resize(begin);
  return width;
}

void Writer::value(const Node& node, Charset charset) {
  if (is_mixed(node)) return interpolated(node.items, charset);
  if (is_template(node)) return value(node.items[0], charset);
  if (is_call(node)) return call(node);
  if (is_infix(node)) return separated(node.items, " " + node.tag.substr(infix_prefix.size()) + " ");
  switch (node.kind) {
    case Node::Kind::null:
      out_ += "null";
      break;
    case Node::Kind::boolean:
    case Node::Kind::number:
      out_ += node.text;
      break;
    case Node::Kind::string:
      if (is_literal(node))
        append_quoted(out_, node.text, charset);
      else
        out_ += node.text;
      break;
    case Node::Kind::list:
      list(node);
      break;
    case Node::Kind::map:
      object(node);
      break;
  }
}

void Writer::interpolated(const std::vector<Node>& pieces, Charset charset) {
  out_ += '"';
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (is_literal(pieces[i])) {
      append_literal(out_, pieces[i].text, i + 1 < pieces.size() ? Next::value : Next::end, charset);
    } else {
      out_ += "${";
      value(pieces[i]);
      out_ += '}';
    }
  }
  out_ += '"';
}

void Writer::object(const Node& node) {
  out_ += '{';
  if (!node.entries.empty()) {
    ++depth_;
    entries(node.entries);
    --depth_;
    new_line();
  }
  out_ += '}';
}

void Writer::list(const Node& node) {
  out_ += '[';
  if (!is_one_line(node))
    lines(node.items);
  else if (!node.items.empty())
    value(node.items[0]);
  out_ += ']';
}

void Writer::call(const Node& node) {
  out_.append(node.tag, call_prefix.size()).append(1, '(');
  if (node.items.size() > 1 && !is_one_line(node))
    lines(node.items);
  else
    separated(node.items, ", ");
  out_ += ')';
}

void Writer::separated(const std::vector<Node>& items, std::string_view separator) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out_ += separator;
    value(items[i]);
  }
}

void Writer::lines(const std::vector<Node>& items) {
  ++depth_;
  for (const auto& item : items) {
    new_line();
    value(item);
    out_ += ',';
  }
  --depth_;
  new_line();
}

}  // namespace

Node expression(std::string text) { return Node::string(std::move(text)).tagged("expression"); }

Node call(std::string function, std::vector<Node> arguments) {
  return Node::list(std::move(arguments)).tagged(std::string(call_prefix) + std::move(function));
}

Node infix(std::string op, std::vector<Node> operands) {
  return Node::list(std::move(operands)).tagged(std::string(infix_prefix) + std::move(op));
}

Node block(std::vector<std::string> labels) {
  Node node = Node::map().tagged("block");
  for (auto& label : labels) node.items.push_back(Node::string(std::move(label)));
  return node;
}

std::string write(const Node& body) {
  Writer writer;
  writer.entries(body.entries);
  auto out = writer.take();
  if (!out.empty()) out += '\n';
  return out;
}

std::string write_value(const Node& node) {
  Writer writer;
  writer.value(node);
  return writer.take();
}

}  // namespace rolecast::hcl
