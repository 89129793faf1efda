// Random trees of Terraform's language, as hcl.h describes them, for laws that hold for every tree.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "random_node.h"
#include "syntax/hcl.h"

namespace rolecast::testing {

class RandomHcl {
 public:
  explicit RandomHcl(unsigned seed) : random_(seed), texts_(seed) {}

  Node body(int depth = 4) {
    Node node = Node::map().tagged("body");
    fill(node, depth);
    return node;
  }

  /// A body of Terraform's own blocks.
  Node terraform() {
    struct Row {
      const char *type, *inner, *reference;
      std::size_t labels;
    };
    constexpr std::array<Row, 7> rows = {{{"resource", "lifecycle", "provider", 2},
                                          {"resource", "dynamic", "depends_on", 2},
                                          {"data", "lifecycle", "provider", 2},
                                          {"variable", "validation", "type", 1},
                                          {"output", "precondition", "depends_on", 1},
                                          {"locals", nullptr, "local", 0},
                                          {"module", nullptr, "providers", 1}}};
    Node body = Node::map().tagged("body");
    for (auto n = pick(6); n > 0; --n) {
      const auto& row = rows[pick(rows.size())];
      Node block = labelled(row.labels);
      if (pick(2) == 0) block.add(row.reference, reference());
      for (auto inner = row.inner ? pick(3) : 0; inner > 0; --inner) {
        const bool is_dynamic = row.inner == std::string_view("dynamic");
        Node nested = labelled(is_dynamic ? 1 : 0);
        fill(is_dynamic ? nested.add("content", hcl::block()) : nested, 1);
        block.add(row.inner, std::move(nested));
      }
      const std::string_view type = row.type;
      if (type == "variable")
        block.add("default", texts_.tree());
      else
        fill(block, 1);
      body.add(row.type, std::move(block));
    }
    return body;
  }

  Node value(int depth) {
    switch (pick(depth > 0 ? 10 : 3)) {
      case 0:
        return operand(depth, 0);
      case 1:
        return object(depth);
      case 2:
        return reference();
      case 3:
        return tagged("conditional", {operand(depth - 1, 0), value(depth - 1), value(depth - 1)});
      default:
        return operand(depth, pick(strongest + 1));
    }
  }

  std::size_t pick(std::size_t n) { return random_() % n; }

 private:
  static constexpr std::size_t strongest = 6;

  struct Operators {
    std::size_t count;
    std::array<const char*, 4> signs;
  };
  static constexpr std::array<Operators, strongest> operators = {{{1, {"||"}},
                                                                  {1, {"&&"}},
                                                                  {2, {"==", "!="}},
                                                                  {4, {">", ">=", "<", "<="}},
                                                                  {2, {"+", "-"}},
                                                                  {3, {"*", "/", "%"}}}};

  static Node tagged(std::string tag, std::vector<Node> items) {
    return Node::list(std::move(items)).tagged(std::move(tag));
  }

  /// What may stand beside an operator of a strength below `strength` without parentheses.
  Node operand(int depth, std::size_t strength) {
    if (depth <= 0 || pick(3) == 0) return unary(depth);
    if (strength >= strongest) return unary(depth);
    const auto& [count, signs] = operators[strength];
    const std::string op = signs[pick(count)];
    std::vector<Node> operands;
    operands.push_back(operand(depth - 1, strength));
    if (operands[0].tag == "infix " + op) return std::move(operands[0]);
    for (auto n = 1 + pick(2); n > 0; --n) operands.push_back(operand(depth - 1, strength + 1));
    return hcl::infix(op, std::move(operands));
  }

  Node unary(int depth) {
    if (depth <= 0 || pick(6) > 0) return term(depth);
    Node inner = unary(depth - 1);
    const bool is_natural = inner.is(Node::Kind::number) && inner.text[0] != '-';
    return tagged(is_natural || pick(2) == 0 ? "prefix !" : "prefix -", {std::move(inner)});
  }

  Node term(int depth) {
    switch (pick(depth > 0 ? 12 : 4)) {
      case 0:
        return texts_.tree(0);
      case 1:
        return Node::string(texts_.text());
      case 4:
        return template_text(depth);
      case 5:
        return list(depth);
      case 6:
        return object(depth);
      case 7:
        return loop(depth);
      case 8:
        return member(depth);
      case 9:
        return call(depth);
      default:
        return reference();
    }
  }

  Node member(int depth) {
    switch (pick(3)) {
      case 0: {
        Node base = this->base(depth - 1);
        if (base.tag == "expression") return reference();
        return tagged("attribute " + name(), {std::move(base)});
      }
      case 1:
        return tagged("index", {base(depth - 1), hcl::infix("+", {reference(), unary(depth - 1)})});
      default:
        return tagged("splat", {base(depth - 1)});
    }
  }

  /// What may stand before `.` and `[`.
  Node base(int depth) {
    if (depth <= 0) return reference();
    switch (pick(4)) {
      case 0:
        return tagged("parentheses", {value(depth - 1)});
      case 1:
        return member(depth);
      case 2:
        return call(depth);
      default:
        return list(depth);
    }
  }

  Node reference() {
    std::string text = "r" + name();
    for (auto n = pick(4); n > 0; --n) {
      switch (pick(3)) {
        case 0:
          text += "[" + std::to_string(pick(12)) + "]";
          break;
        case 1:
          text += "[" + hcl::write_value(Node::string(texts_.text())) + "]";
          break;
        default:
          text += "." + name();
      }
    }
    return hcl::expression(text);
  }

  Node call(int depth) {
    std::vector<Node> arguments;
    for (auto n = pick(4); n > 0; --n) arguments.push_back(value(depth - 1));
    const auto function = pick(4) == 0 ? "provider::" + name() + "::" + name() : "f" + name();
    const bool spreads = !arguments.empty() && pick(3) == 0;
    return tagged((spreads ? "call... " : "call ") + function, std::move(arguments));
  }

  Node loop(int depth) {
    const auto names = pick(2) == 0 ? name() : name() + "," + name();
    std::vector<Node> items = {value(depth - 1), value(depth - 1)};
    const auto kind = pick(3);
    if (kind > 0) items.push_back(value(depth - 1));
    if (pick(3) == 0) items.push_back(value(depth - 1));
    constexpr std::array<const char*, 3> words = {"for list ", "for map ", "for map... "};
    return tagged(words[kind] + names, std::move(items));
  }

  Node list(int depth) {
    std::vector<Node> items;
    for (auto n = pick(4); n > 0; --n) items.push_back(value(depth - 1));
    return Node::list(std::move(items));
  }

  Node object(int depth) {
    Node node = Node::map();
    for (auto n = pick(4); n > 0; --n)
      if (Node key = this->key(depth - 1); !has(node, key)) node.add(std::move(key), value(depth - 1));
    return node;
  }

  /// `terraform fmt` has its own view of keys of several lines, which nobody writes.
  Node key(int depth) {
    Node node = any_key(depth);
    return hcl::write_value(node).find('\n') == std::string::npos ? std::move(node) : Node::string(name());
  }

  Node any_key(int depth) {
    switch (pick(6)) {
      case 0:
        return reference();
      case 1:
        return template_text(depth);
      case 2:
        return tagged("parentheses", {value(depth)});
      case 3:
        return Node::string(texts_.text());
      default:
        return Node::string(name());
    }
  }

  static bool has(const Node& map, const Node& key) {
    for (const auto& entry : map.entries)
      if (entry.key == key) return true;
    return false;
  }

  Node template_text(int depth) {
    auto pieces = this->pieces(depth);
    if (pieces.size() == 1 && pieces[0].tag.starts_with("directive ")) return tagged("template", std::move(pieces));
    while (pieces.size() < 2) {
      const bool is_text = !pieces.empty() && is_literal(pieces[0]);
      pieces.push_back(is_text ? reference() : Node::string(pieces.empty() ? "$" : ""));
    }
    return tagged("template", std::move(pieces));
  }

  static bool is_literal(const Node& node) { return node.is(Node::Kind::string) && node.tag.empty(); }

  std::vector<Node> pieces(int depth) {
    std::vector<Node> result;
    for (auto n = pick(5); n > 0; --n) {
      Node piece = pick(5) == 0 ? directive(depth - 1) : pick(2) == 0 ? value(depth - 1) : Node::string(texts_.text());
      if (piece.tag == "template") continue;
      if (is_literal(piece) && (piece.text.empty() || (!result.empty() && is_literal(result.back())))) continue;
      result.push_back(std::move(piece));
    }
    return result;
  }

  Node directive(int depth) {
    if (pick(2) == 0) return tagged("directive if", {value(depth), branch(depth), branch(depth)});
    return tagged("directive for " + name(), {value(depth), branch(depth)});
  }

  Node branch(int depth) {
    auto all = pieces(depth - 1);
    if (all.empty()) return Node::string({});
    if (all.size() > 1 || all[0].tag.starts_with("directive ")) return tagged("template", std::move(all));
    return std::move(all[0]);
  }

  Node labelled(std::size_t labels) {
    Node block = hcl::block();
    while (block.items.size() < labels) block.items.push_back(Node::string(name()));
    return block;
  }

  void fill(Node& node, int depth) {
    for (auto n = pick(6); n > 0; --n) {
      const auto key = "k" + name();  // no attribute is called `for`
      if (depth > 1 && pick(3) == 0) {
        if (const auto* other = node.find(key); other && other->tag != "block") continue;
        Node block = labelled(pick(3));
        fill(block, depth - 1);
        node.add(key, std::move(block));
      } else if (!node.find(key)) {
        node.add(key, value(depth));
      }
    }
  }

  std::string name() {
    constexpr std::array<const char*, 12> names = {"a",  "b-c", "_d", "Name_9", "for", "in",
                                                   "if", "e",   "x1", "else",   "y",   "a_long_name"};
    return names[pick(names.size())];
  }

  std::mt19937 random_;
  RandomNode texts_;
};

}  // namespace rolecast::testing
