// The loader: yaml-cpp's events become the tree.
#include <algorithm>
#include <map>
#include <sstream>

#include <fmt/core.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "syntax/syntax.h"
#include "syntax/yaml.h"

namespace rolecast::yaml {
namespace {

bool is_digits(std::string_view text, std::string_view digits) {
  return !text.empty() && text.find_first_not_of(digits) == std::string_view::npos;
}

/// A float without its sign: digits, dot, digits, exponent (YAML 1.2, section 10.3.2).
bool is_decimal(std::string_view text) {
  constexpr std::string_view digits = "0123456789";
  if (const auto e = text.find_first_of("eE"); e != std::string_view::npos) {
    auto exponent = text.substr(e + 1);
    if (!exponent.empty() && (exponent[0] == '-' || exponent[0] == '+')) exponent.remove_prefix(1);
    if (!is_digits(exponent, digits)) return false;
    text = text.substr(0, e);
  }
  const auto dot = text.find('.');
  if (dot == std::string_view::npos) return is_digits(text, digits);
  const auto whole = text.substr(0, dot), fraction = text.substr(dot + 1);
  return (is_digits(whole, digits) && (fraction.empty() || is_digits(fraction, digits))) ||
         (whole.empty() && is_digits(fraction, digits));
}

bool is_number(std::string_view text) {
  if (text.starts_with("0o")) return is_digits(text.substr(2), "01234567");
  if (text.starts_with("0x")) return is_digits(text.substr(2), "0123456789abcdefABCDEF");
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return is_decimal(text);
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

bool is_not_finite(std::string_view text) {
  if (is_one_of(text, {".nan", ".NaN", ".NAN"})) return true;
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return is_one_of(text, {".inf", ".Inf", ".INF"});
}

Node plain_scalar(const std::string& text) {
  if (is_one_of(text, {"true", "True", "TRUE"})) return Node::boolean(true);
  if (is_one_of(text, {"false", "False", "FALSE"})) return Node::boolean(false);
  return is_number(text) ? Node::number(text) : Node::string(text);
}

constexpr std::string_view core = "tag:yaml.org,2002:";

/// Builds the tree from the events of one stream. After the first refusal the rest of the events is passed over.
class Builder final : public YAML::EventHandler {
 public:
  Builder(const Source& source, std::uint32_t file, Diagnostics& diagnostics)
      : text_(source.text), file_(file), diagnostics_(diagnostics) {}

  std::vector<Node> take() { return std::move(documents_); }
  bool refused() const { return refused_; }

  void OnDocumentStart(const YAML::Mark&) override {
    anchors_.clear();
    open_.clear();
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto begin = offset(mark);
    const auto word = std::min(text_.find_first_of(" \t\r\n:,}]", begin), text_.size()) - begin;
    auto spelling = std::string(text_.substr(begin, word));
    // `Null:` is an operator of IAM: a key is what its spelling says
    const bool is_word = is_one_of(spelling, {"null", "Null", "NULL", "~"});
    Node node;
    if (expects_key() && is_word) node = Node::string(std::move(spelling));
    add(std::move(node), {file_, begin, begin + static_cast<std::uint32_t>(is_word ? word : 0)}, anchor);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    const auto begin = offset(mark);
    const Span span = {file_, begin, scalar_end(begin, value)};
    const bool plain = tag == "?";
    if (plain && value == "<<" && expects_key())
      return refuse(Code::yaml_feature, span, "merge keys are not read", "write the keys out");
    if (plain && is_not_finite(value) && !expects_key())
      return refuse(Code::yaml_feature, span, fmt::format("`{}` is no number", value),
                    "quote it if it is meant as text");
    Node node = plain && !expects_key() ? plain_scalar(value) : Node::string(value);
    if (!set_tag(node, tag, span)) return;
    add(std::move(node), span, anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    if (refused_) return;
    const auto begin = offset(mark);
    const Span span = {file_, begin, begin + 1};
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) return refuse(Code::yaml_feature, span, "an alias inside what it stands for");
    nodes_ += found->second.size;
    if (nodes_ > max_nodes) return refuse(Code::too_large, span, "aliases stand for more values than rolecast reads");
    if (open_.size() + found->second.depth > max_depth) return too_deep(span);
    add(found->second.node, span, 0);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(Node::list(), mark, tag, anchor);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(Node::map(), mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override { close(); }

  void refuse(Code code, Span span, std::string message, std::string hint = {}) {
    if (!refused_) diagnostics_.error(code, span, std::move(message), std::move(hint));
    refused_ = true;
  }

 private:
  struct Open {
    Node node;
    YAML::anchor_t anchor;
    std::size_t nodes_before;
    std::size_t depth = 1;
    bool key_is_next = true;
  };
  struct Anchored {
    Node node;
    std::size_t size, depth;
  };

  std::uint32_t offset(const YAML::Mark& mark) const {
    return static_cast<std::uint32_t>(
        std::min<std::size_t>(static_cast<std::size_t>(std::max(mark.pos, 0)), text_.size()));
  }

  std::uint32_t scalar_end(std::uint32_t begin, const std::string& value) const {
    auto at = static_cast<std::size_t>(begin);
    const auto line_end = std::min(text_.find('\n', at), text_.size());
    if (text_.substr(at, value.size()) == value) return static_cast<std::uint32_t>(at + value.size());
    if (at < text_.size() && (text_[at] == '"' || text_[at] == '\'')) {
      const char quote = text_[at];
      while (++at < text_.size() && text_[at] != quote)
        if (quote == '"' && text_[at] == '\\') ++at;
      while (quote == '\'' && text_.substr(at, 2) == "''") at = std::min(text_.find('\'', at + 2), text_.size());
      return static_cast<std::uint32_t>(std::min(at + 1, text_.size()));
    }
    return static_cast<std::uint32_t>(line_end);
  }

  bool expects_key() const {
    return !open_.empty() && open_.back().node.is(Node::Kind::map) && open_.back().key_is_next;
  }

  /// Tags of the core schema say what plain data already is; others stay.
  bool set_tag(Node& node, const std::string& tag, Span span) {
    if (tag.empty() || tag == "?" || tag == "!") return true;
    const bool fits = (tag == "tag:yaml.org,2002:str" && node.is(Node::Kind::string)) ||
                      (tag == "tag:yaml.org,2002:seq" && node.is(Node::Kind::list)) ||
                      (tag == "tag:yaml.org,2002:map" && node.is(Node::Kind::map));
    if (fits) return true;
    if (tag.starts_with(core)) {
      refuse(Code::yaml_feature, span, fmt::format("the tag `!!{}` is not read", tag.substr(core.size())));
      return false;
    }
    node.tag = tag;
    return true;
  }

  void too_deep(Span span) { refuse(Code::too_deep, span, fmt::format("more than {} levels of nesting", max_depth)); }

  void add(Node node, Span span, YAML::anchor_t anchor) {
    if (refused_) return;
    node.span = span;
    if (++nodes_ > max_nodes) return refuse(Code::too_large, span, "more values than rolecast reads");
    if (anchor) anchors_[anchor] = {node, 1, 0};
    place(std::move(node));
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

  void open(Node node, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    if (refused_) return;
    const auto begin = offset(mark);
    node.span = {file_, begin, begin + 1};
    if (open_.size() >= max_depth) return too_deep(node.span);
    if (!set_tag(node, tag, node.span)) return;
    open_.push_back({std::move(node), anchor, nodes_});
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

  std::string_view text_;
  std::uint32_t file_;
  Diagnostics& diagnostics_;
  bool refused_ = false;
  std::size_t nodes_ = 0;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, Anchored> anchors_;
  std::vector<Node> documents_;
};

/// Characters outside YAML's printable set, and the line breaks that only some parsers see.
bool refuse_unprintable(std::string_view text, std::uint32_t file, Diagnostics& diagnostics) {
  const auto refuse = [&](std::size_t at, std::size_t length, std::string_view name) {
    const auto begin = static_cast<std::uint32_t>(at);
    diagnostics.error(Code::yaml_syntax, {file, begin, begin + static_cast<std::uint32_t>(length)},
                      fmt::format("the character {} stands here as it is", name),
                      "write it as an escape in double quotes");
    return true;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F) return refuse(i, 1, fmt::format("U+{:04X}", c));
    if (c == 0xC2 && static_cast<unsigned char>(text[i + 1]) < 0xA0)
      return refuse(i, 2, fmt::format("U+{:04X}", static_cast<unsigned char>(text[i + 1])));
    if (text.substr(i, 3) == "\xE2\x80\xA8") return refuse(i, 3, "U+2028");
    if (text.substr(i, 3) == "\xE2\x80\xA9") return refuse(i, 3, "U+2029");
  }
  return false;
}

}  // namespace

std::vector<Node> load(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics) {
  const auto& source = sources[file];
  if (refuse_unprintable(source.text, file, diagnostics)) return {};
  Builder builder(source, file, diagnostics);
  try {
    std::istringstream stream(source.text);
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) continue;
  } catch (const YAML::Exception& error) {
    const auto at = static_cast<std::uint32_t>(
        std::clamp<std::ptrdiff_t>(error.mark.pos, 0, static_cast<std::ptrdiff_t>(source.text.size())));
    builder.refuse(Code::yaml_syntax, {file, at, at + 1}, "no YAML: " + error.msg);
  }
  return builder.refused() ? std::vector<Node>() : builder.take();
}

}  // namespace rolecast::yaml
