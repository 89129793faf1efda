// What has a tag: templates, operators, calls and loops.
#include <algorithm>
#include <array>

#include "syntax/hcl/writer.h"

namespace rolecast::hcl {

const Writer::Row* Writer::find_row(std::string_view tag) {
  static constexpr std::array<Row, 14> rows = {{{reference_tag, &Writer::reference},
                                                {template_tag, &Writer::template_text},
                                                {call_prefix, &Writer::call},
                                                {infix_prefix, &Writer::infix},
                                                {parentheses_tag, &Writer::parentheses},
                                                {conditional_tag, &Writer::conditional},
                                                {prefix_prefix, &Writer::prefix},
                                                {index_tag, &Writer::index},
                                                {attribute_prefix, &Writer::attribute},
                                                {splat_tag, &Writer::splat},
                                                {spread_prefix, &Writer::spreading_call},
                                                {list_loop_prefix, &Writer::list_loop},
                                                {map_loop_prefix, &Writer::map_loop},
                                                {grouping_loop_prefix, &Writer::grouping_loop}}};
  const auto* row =
      std::find_if(rows.begin(), rows.end(), [tag](const Row& each) { return tag.starts_with(each.tag); });
  return row == rows.end() ? nullptr : row;
}

void Writer::reference(const Node& node, std::string_view) { line_ += node.text; }

void Writer::template_text(const Node& node, std::string_view) {
  if (!is_mixed(node)) return value(node.items[0]);
  line_ += '"';
  pieces(node.items, Quoting::quotes, Next::end);
  line_ += '"';
}

void Writer::pieces(std::span<const Node> all, Quoting quoting, Next behind) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool is_last = i + 1 == all.size();
    const auto next = is_last ? behind : is_directive(all[i + 1]) ? Next::directive : Next::value;
    if (is_directive(all[i])) {
      directive(all[i], quoting);
    } else if (is_literal(all[i]) && !all[i].text.empty()) {
      append_text(line_, all[i].text, quoting, next, charset_);
    } else {
      open("${");
      value(all[i]);
      close("}");
    }
  }
}

void Writer::directive(const Node& node, Quoting quoting) {
  const bool is_if = node.tag == if_tag;
  open("%{");
  line_ += is_if ? "if " : "for ";
  if (!is_if) loop_names(std::string_view(node.tag).substr(directive_loop_prefix.size()));
  value(node.items[0]);
  close("}");
  branch(node.items[1], quoting);
  if (is_if && !(is_literal(node.items[2]) && node.items[2].text.empty())) {
    line_ += "%{else}";
    branch(node.items[2], quoting);
  }
  line_ += is_if ? "%{endif}" : "%{endfor}";
}

void Writer::branch(const Node& node, Quoting quoting) {
  if (is_template(node))
    pieces(node.items, quoting, Next::directive);
  else if (!is_literal(node) || !node.text.empty())
    pieces({&node, 1}, quoting, Next::directive);
}

void Writer::parentheses(const Node& node, std::string_view) {
  open("(");
  value(node.items[0]);
  close(")");
}

void Writer::conditional(const Node& node, std::string_view) {
  value(node.items[0]);
  line_ += " ? ";
  value(node.items[1]);
  line_ += " : ";
  value(node.items[2]);
}

void Writer::index(const Node& node, std::string_view) {
  value(node.items[0]);
  open("[");
  value(node.items[1]);
  close("]");
}

void Writer::attribute(const Node& node, std::string_view name) {
  value(node.items[0]);
  (line_ += '.') += name;
}

void Writer::splat(const Node& node, std::string_view) {
  value(node.items[0]);
  line_ += "[*]";
}

void Writer::infix(const Node& node, std::string_view op) { separated(node.items, " " + std::string(op) + " "); }

void Writer::prefix(const Node& node, std::string_view op) {
  sign(op);
  value(node.items[0]);
}

void Writer::call(const Node& node, std::string_view name) {
  line_ += name;
  arguments(node, {});
}

void Writer::spreading_call(const Node& node, std::string_view name) {
  line_ += name;
  arguments(node, "...");
}

/// `last` stands behind the last one.
void Writer::arguments(const Node& node, std::string_view last) {
  open("(");
  if (node.items.size() > 1 && !is_one_line(node)) {
    lines(node.items, last.empty() ? "," : last);
  } else {
    separated(node.items, ", ");
    line_ += last;
  }
  close(")");
}

void Writer::list_loop(const Node& node, std::string_view names) {
  open("[");
  loop(node, names);
  value(node.items[1]);
  loop_condition(node, 2);
  close("]");
}

void Writer::map_loop(const Node& node, std::string_view names) { any_map_loop(node, names, {}); }

void Writer::grouping_loop(const Node& node, std::string_view names) { any_map_loop(node, names, "..."); }

void Writer::any_map_loop(const Node& node, std::string_view names, std::string_view behind) {
  open("{ ");
  loop(node, names);
  value(node.items[1]);
  line_ += " => ";
  value(node.items[2]);
  line_ += behind;
  loop_condition(node, 3);
  close(" }");
}

void Writer::loop(const Node& node, std::string_view names) {
  line_ += "for ";
  loop_names(names);
  value(node.items[0]);
  line_ += " : ";
}

void Writer::loop_condition(const Node& node, std::size_t at) {
  if (node.items.size() <= at) return;
  line_ += " if ";
  value(node.items[at]);
}

void Writer::loop_names(std::string_view names) {
  const auto comma = std::min(names.find(','), names.size());
  line_ += names.substr(0, comma);
  if (comma < names.size()) (line_ += ", ") += names.substr(comma + 1);
  line_ += " in ";
}

void Writer::separated(const std::vector<Node>& items, std::string_view separator) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) line_ += separator;
    value(items[i]);
  }
}

}  // namespace rolecast::hcl
