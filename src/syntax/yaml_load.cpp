// The loader: yaml-cpp's events become the tree.
#include <algorithm>
#include <map>
#include <sstream>

#include <fmt/core.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "source/utf8.h"
#include "syntax/syntax.h"
#include "syntax/yaml.h"
#include "syntax/yaml_fault.h"
#include "syntax/yaml_scalar.h"
#include "syntax/yaml_text.h"

namespace rolecast::yaml {
namespace {

constexpr std::string_view core = "tag:yaml.org,2002:";

/// Builds the tree from the events of one stream. After the first refusal the rest of the events is passed over.
class Builder final : public YAML::EventHandler {
 public:
  Builder(const Source& source, std::uint32_t file, Diagnostics& diagnostics)
      : source_(source), text_(source.text), file_(file), diagnostics_(diagnostics) {}

  std::vector<Node> take() { return std::move(documents_); }
  bool refused() const { return refused_; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    anchors_.clear();
    open_.clear();
    // yaml-cpp begins a new document wherever the one before is complete, and needs no `---` after directives
    const auto begin = offset(mark);
    if (!is_document_marker(text_, begin) && (!documents_.empty() || find_directive(text_.substr(0, begin), 0) < begin))
      refuse_rest(begin);
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto begin = offset(mark);
    if (refused_ || !has_colon(begin) || (anchor && !is_clear(begin))) return;
    const auto content = anchor ? content_begin(text_, begin) : begin;
    const auto word = std::min(text_.find_first_of(" \t\r\n,]}", content), text_.size()) - content;
    auto spelling = std::string(text_.substr(content, word));
    // `Null:` is an operator of IAM: a key is what its spelling says
    if (spelling.ends_with(':')) spelling.pop_back();
    if (is_null_word(spelling) && is_indented(content)) {
      const auto place = span(content, content + spelling.size());
      return add(expects_key() ? Node::string(std::move(spelling)) : Node(), place, anchor);
    }
    if (anchor) return add(Node(), span(begin, property_end(text_, begin)), anchor);
    const bool is_item = expects_key() || (!open_.empty() && open_.back().node.is(Node::Kind::list));
    if (is_item && text_.substr(begin, 1) == ",")
      return refuse(Code::yaml_syntax, span(begin, begin + 1), "nothing before this comma", "remove it");
    add_nothing(begin);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    const auto begin = offset(mark);
    if (refused_ || !is_clear(begin)) return;
    const auto content = content_begin(text_, begin);
    const auto end = scalar_end(text_, begin, value);
    if (end == std::string_view::npos)
      return refuse(Code::yaml_syntax, span(content, content + 1), "a quote that is not closed",
                    fmt::format("write `{}` at the end of the text", text_[content]));
    const auto first = end > content ? content : begin;  // of an empty text there is only its tag
    if (!is_indented(begin) || !is_indented(first)) return refuse_column(first);
    last_ = is_quote(text_, content) ? content : end;
    const auto place = span(begin, end);
    const bool plain = tag == "?";
    if (plain && value == "<<" && expects_key())
      return refuse(Code::yaml_feature, place, "merge keys are not read", "write the keys out");
    if (plain && is_not_finite(value) && !expects_key())
      return refuse(Code::yaml_feature, place, fmt::format("`{}` is no number", value),
                    "quote it if it is meant as text");
    if (tag == "!" && text_.substr(content, 1).find_first_of("\"'|>") != 0)
      return refuse(Code::yaml_feature, place, "the tag `!` is not read", "put a text in double quotes");
    if (const auto bad = find_bad_utf8(value); bad < value.size())  // the bare byte of U+0085 or U+00A0
      return refuse(Code::yaml_feature, place,
                    fmt::format("the escape `\\{}` is not read", value[bad] == '\x85' ? 'N' : '_'),
                    fmt::format("write `\\u00{:02X}`", static_cast<unsigned char>(value[bad])));
    Node node = plain && !expects_key() ? plain_scalar(value) : Node::string(value);
    if (!set_tag(node, tag, place)) return;
    add(std::move(node), place, anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto begin = offset(mark);
    if (refused_ || !is_clear(begin)) return;
    if (!is_indented(begin)) return refuse_column(begin);
    const auto place = span(begin, last_ = property_end(text_, begin));
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) return refuse(Code::yaml_feature, place, "an alias inside what it stands for");
    nodes_ += found->second.size;
    aliased_ += found->second.size;
    if (aliased_ > max_aliased_nodes || nodes_ > max_nodes)
      return refuse(Code::too_large, place, "aliases stand for more values than rolecast reads");
    if (open_.size() + found->second.depth > max_depth) return too_deep(place);
    add(found->second.node, place, 0);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    open(Node::list(), mark, tag, anchor, style);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    open(Node::map(), mark, tag, anchor, style);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override { close(); }

  void refuse(Code code, Span place, std::string message, std::string hint = {}) {
    if (!refused_) diagnostics_.error(code, place, std::move(message), std::move(hint));
    refused_ = true;
  }
  /// The end of the stream. yaml-cpp passes over directives that no document follows.
  void finish() {
    const auto end = is_quote(text_, last_) ? quote_end(text_, last_) : last_;
    if (const auto at = find_directive(text_, end); at < text_.size()) refuse_rest(at);
  }
  void refuse(const YAML::Exception& error) {
    const auto opened = open_.empty() ? 0 : content_begin(text_, open_.back().node.span.begin);
    refuse(explain(source_, offset(error.mark), error.msg, last_, opened));
  }

 private:
  struct Open {
    Node node;
    YAML::anchor_t anchor;
    std::size_t nodes_before;
    bool is_block;
    std::size_t depth = 1;
    bool key_is_next = true;
  };
  struct Anchored {
    Node node;
    std::size_t size, depth;
  };

  std::size_t offset(const YAML::Mark& mark) const {
    return std::min<std::size_t>(static_cast<std::size_t>(std::max(mark.pos, 0)), text_.size());
  }
  Span span(std::size_t begin, std::size_t end) const {
    return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  void refuse_rest(std::size_t at) {
    refuse(Code::yaml_syntax, span(at, at + 1), "text after the end of the document",
           "check the indentation and the quotes; a new document begins with `---`");
  }
  void refuse(const Fault& fault) { refuse(Code::yaml_syntax, fault.span(file_), fault.message, fault.hint); }

  bool is_clear(std::size_t at) {
    if (const auto fault = find_unclear(text_, at)) refuse(*fault);
    return !refused_;
  }

  /// Whether a value stands further right than its key where it begins a line. yaml-cpp takes it from the same column.
  bool is_indented(std::size_t at) const {
    if (open_.empty() || !open_.back().is_block || expects_key() || !is_first_in_line(text_, at)) return true;
    const auto& map = open_.back().node;
    return map.is(Node::Kind::list) || column(text_, at) > std::min(column(text_, map.span.begin),
                                                                    column(text_, map.entries.back().key.span.begin));
  }
  void refuse_column(std::size_t at) {
    refuse(Code::yaml_syntax, span(at, at + 1), "this line does not fit the lines above it",
           "indent a value further than its key");
  }

  bool expects_key() const {
    return !open_.empty() && open_.back().node.is(Node::Kind::map) && open_.back().key_is_next;
  }

  /// Tags of the core schema say what plain data already is; others stay.
  bool set_tag(Node& node, const std::string& tag, Span place) {
    if (tag.empty() || tag == "?" || tag == "!") return true;
    const bool fits = (tag == "tag:yaml.org,2002:str" && node.is(Node::Kind::string)) ||
                      (tag == "tag:yaml.org,2002:seq" && node.is(Node::Kind::list)) ||
                      (tag == "tag:yaml.org,2002:map" && node.is(Node::Kind::map));
    if (fits) return true;
    if (tag.starts_with(core)) {
      refuse(Code::yaml_feature, place, fmt::format("the tag `!!{}` is not read", tag.substr(core.size())));
      return false;
    }
    node.tag = tag;
    return true;
  }

  void too_deep(Span place) { refuse(Code::too_deep, place, fmt::format("more than {} levels of nesting", max_depth)); }

  void add(Node node, Span where, YAML::anchor_t anchor) {
    node.span = where;
    if (++nodes_ > max_nodes) return refuse(Code::too_large, where, "more values than rolecast reads");
    if (anchor) anchors_[anchor] = {node, 1, 0};
    place(std::move(node));
  }

  /// yaml-cpp gives a line without a colon as a key, and nothing as its value at the place of the key.
  bool has_colon(std::size_t at) {
    if (open_.empty() || open_.back().key_is_next || !open_.back().node.is(Node::Kind::map)) return true;
    const auto& key = open_.back().node.entries.back().key;
    const bool is_pair = open_.back().node.span.begin == at;  // [a, b: c]
    if (key.span.begin == at && !is_pair)
      refuse(Code::yaml_syntax, key.span, fmt::format("no colon after the key `{}`", key.text),
             key.text.find(':') < key.text.size() ? "write a blank after the colon"
                                                  : "check the indentation and the quotes of the line");
    return !refused_;
  }

  /// A value that is not there: its place is its key, or the `-` before it.
  void add_nothing(std::size_t at) {
    if (open_.empty() || expects_key()) return add(Node(), span(at, at + (open_.empty() ? 0 : 1)), 0);
    const auto& parent = open_.back().node;
    if (parent.is(Node::Kind::list)) {
      const auto dash = dash_before(text_, at);
      return add(Node(), span(dash, dash + 1), 0);
    }
    add(Node(), parent.entries.back().key.span, 0);
  }

  void place(Node node) {
    if (open_.empty()) {
      documents_.push_back(std::move(node));
      return;
    }
    auto& parent = open_.back();
    if (!parent.node.is(Node::Kind::map)) {
      parent.node.items.push_back(std::move(node));
    } else if (parent.key_is_next) {
      if (!node.is(Node::Kind::string) || !node.tag.empty())
        return refuse(Code::yaml_feature, node.span, fmt::format("{} as a key", describe(node)), "keys are text");
      parent.node.entries.push_back({std::move(node), Node(), {}});
      parent.key_is_next = false;
    } else {
      parent.node.entries.back().value = std::move(node);
      parent.key_is_next = true;
    }
  }

  void open(Node node, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
            YAML::EmitterStyle::value style) {
    const auto begin = offset(mark);
    const bool is_block = style == YAML::EmitterStyle::Block;
    if (refused_ || !is_clear(begin)) return;
    const auto content = content_begin(text_, begin);
    if (begin < content && !is_indented(begin)) return refuse_column(begin);
    if (!is_block && !is_indented(content)) return refuse_column(content);
    node.span = span(begin, begin + 1);
    if (open_.size() >= max_depth) return too_deep(node.span);
    if (!set_tag(node, tag, node.span)) return;
    open_.push_back({std::move(node), anchor, nodes_, is_block});
  }

  void close() {
    if (refused_) return;
    auto done = std::move(open_.back());
    open_.pop_back();
    const auto& last = done.node.entries.empty() ? done.node.items.empty() ? done.node : done.node.items.back()
                                                 : done.node.entries.back().value;
    done.node.span.end = std::max(done.node.span.end, last.span.end);
    if (!open_.empty()) open_.back().depth = std::max(open_.back().depth, done.depth + 1);
    if (++nodes_ > max_nodes) return refuse(Code::too_large, done.node.span, "more values than rolecast reads");
    if (done.anchor) anchors_[done.anchor] = {done.node, nodes_ - done.nodes_before, done.depth};
    place(std::move(done.node));
  }

  const Source& source_;
  std::string_view text_;
  std::uint32_t file_;
  Diagnostics& diagnostics_;
  std::size_t last_ = 0;  // the end of the last scalar, or its beginning where it stands in quotes
  bool refused_ = false;
  std::size_t nodes_ = 0, aliased_ = 0;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, Anchored> anchors_;
  std::vector<Node> documents_;
};

std::vector<Node> read(const std::string& text, const Source& source, std::uint32_t file, Diagnostics& diagnostics) {
  Builder builder(source, file, diagnostics);
  try {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    // at a stray closing bracket yaml-cpp 0.7 finds a document again and again
    while (!builder.refused() && parser.HandleNextDocument(builder)) continue;
    builder.finish();
  } catch (const YAML::Exception& error) {
    builder.refuse(error);
  }
  return builder.refused() ? std::vector<Node>() : builder.take();
}

}  // namespace

std::vector<Node> load(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics) {
  const auto& source = sources[file];
  if (const auto fault = find_unprintable(source.text)) {
    diagnostics.error(Code::yaml_syntax, fault->span(file), fault->message, fault->hint);
    return {};
  }
  Diagnostics findings, others;
  auto documents = read(source.text, source, file, findings);
  // of an open quote or list at the end yaml-cpp makes something else where no line break follows
  if (findings.has_errors()) read(source.text + '\n', source, file, others);
  for (const auto& each : others.has_errors() ? others.all() : findings.all())
    diagnostics.error(each.code, each.span, each.message, each.hint);
  const auto is_nothing = [](const Node& each) {
    return each.is(Node::Kind::null) && each.span.begin == each.span.end;
  };
  if (std::all_of(documents.begin(), documents.end(), is_nothing)) documents.clear();
  return documents;
}

}  // namespace rolecast::yaml
