// The tree of hcl.h as Terraform's language, in the layout of `terraform fmt`. Private to the HCL writers.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/hcl/text.h"
#include "syntax/node.h"

namespace rolecast::hcl {

class Writer {
 public:
  /// The entries of a body or of an object, a line or more each.
  void entries(const Node& node);
  void value(const Node& node);
  /// The texts, values and directives of a template, as they stand before `behind`.
  void pieces(std::span<const Node> all, Quoting quoting, Next behind);
  std::string take();

 private:
  // hcl_writer.cpp
  void lines(const std::vector<Entry>& all);
  void comment(std::string_view text);
  void block(const Entry& entry);
  void key(const Node& node);
  std::size_t key_width(const Node& node);
  void object(const Node& node);
  void list(const Node& node);
  void lines(const std::vector<Node>& items, std::string_view last);
  bool ends_with_any(std::initializer_list<std::string_view> words) const;
  void sign(std::string_view text);
  void open(std::string_view bracket);
  void close(std::string_view bracket);
  void end_line();
  void place_line();

  // hcl_writer_expression.cpp: one function a tag, which gets what stands behind the tag's first word
  struct Row {
    std::string_view tag;
    void (Writer::*write)(const Node& node, std::string_view argument);
  };
  static const Row* find_row(std::string_view tag);
  void reference(const Node& node, std::string_view);
  void template_text(const Node& node, std::string_view);
  void parentheses(const Node& node, std::string_view);
  void conditional(const Node& node, std::string_view);
  void index(const Node& node, std::string_view);
  void attribute(const Node& node, std::string_view name);
  void splat(const Node& node, std::string_view);
  void infix(const Node& node, std::string_view op);
  void prefix(const Node& node, std::string_view op);
  void call(const Node& node, std::string_view name);
  void spreading_call(const Node& node, std::string_view name);
  void arguments(const Node& node, std::string_view last);
  void list_loop(const Node& node, std::string_view names);
  void map_loop(const Node& node, std::string_view names);
  void grouping_loop(const Node& node, std::string_view names);
  void any_map_loop(const Node& node, std::string_view names, std::string_view behind);
  void loop(const Node& node, std::string_view names);
  void loop_condition(const Node& node, std::size_t at);
  void separated(const std::vector<Node>& items, std::string_view separator);
  void loop_names(std::string_view names);
  void directive(const Node& node, Quoting quoting);
  void branch(const Node& node, Quoting quoting);

  std::string out_;   // finished lines
  std::string line_;  // the last one, without its indentation
  int brackets_ = 0;  // how many more it opens than it closes
  std::vector<int> open_;
  Charset charset_ = Charset::unicode;
  bool in_body_ = false;  ///< where every name may stand bare, `for` as well
};

/// Whether it is written without a line break.
bool is_one_line(const Node& node);

}  // namespace rolecast::hcl
