#include <algorithm>

#include <fmt/core.h>

#include "model/check.h"
#include "model/check_parts.h"

namespace rolecast {
namespace {

// "IAM and AWS STS quotas". White space outside of texts does not count.
constexpr std::size_t most_inline = 10240, most_trust = 2048;

/// The characters of a JSON string without its quotes, with as few escapes as there can be.
std::size_t written_length(std::string_view text) {
  std::size_t length = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80) length += c == '"' || c == '\\' || byte < 0x20 ? 2 : 1;
  }
  return length;
}

/// Adds up a document without making it.
class Measure {
 public:
  explicit Measure(const Extents& extents) : extents_(extents) {}

  Extent of(const Policy& policy) {
    sum_ = {};
    container(policy.id ? 3 : 2);
    fixed(R"("Version":"2012-10-17")");
    if (policy.id) fixed(R"("Id":)"), text(*policy.id);
    fixed(R"("Statement":)");
    if (policy.is_list || policy.statements.size() != 1) container(policy.statements.size());
    for (const auto& one : policy.statements) statement(one);
    return sum_;
  }

 private:
  void fixed(std::string_view json) { sum_ += {json.size(), json.size()}; }

  /// The brackets and commas of a list or map.
  void container(std::size_t count) {
    const auto signs = count == 0 ? 2 : count + 1;
    sum_ += {signs, signs};
  }

  void string(std::string_view value) {
    const auto length = written_length(value) + 2;
    sum_ += {length, length};
  }

  void text(const Text& value) {
    fixed(R"("")");
    for (const auto& piece : value.pieces()) {
      const auto length = piece.is_reference ? 0 : written_length(piece.text);
      sum_ += piece.is_reference ? extents_[piece.text] : Extent{length, length};
    }
  }

  void values(const Values& given) {
    if (given.is_list || given.items.size() != 1) container(given.items.size());
    for (const auto& item : given.items) text(item);
  }

  void principal(const Principal& given) {
    if (given.anyone) return fixed(R"("*")");
    container(given.groups.size());
    for (const auto& group : given.groups) {
      string(group.type);
      fixed(":");
      values(group.values);
    }
  }

  void condition(const std::vector<ConditionOperator>& given) {
    container(given.size());
    for (const auto& op : given) {
      string(op.name);
      fixed(":");
      container(op.keys.size());
      for (const auto& key : op.keys) {
        text(key.name);
        fixed(":");
        values(key.values);
      }
    }
  }

  void statement(const Statement& given) {
    std::size_t fields = 1;
    const auto field = [&](std::string_view key, const auto& value, auto add) {
      if (!value) return;
      ++fields;
      fixed(key);
      (this->*add)(*value);
    };
    fixed(given.effect == Effect::allow ? R"("Effect":"Allow")" : R"("Effect":"Deny")");
    field(R"("Sid":)", given.sid, &Measure::text);
    field(R"("Principal":)", given.principal, &Measure::principal);
    field(R"("NotPrincipal":)", given.not_principal, &Measure::principal);
    field(R"("Action":)", given.action, &Measure::values);
    field(R"("NotAction":)", given.not_action, &Measure::values);
    field(R"("Resource":)", given.resource, &Measure::values);
    field(R"("NotResource":)", given.not_resource, &Measure::values);
    field(R"("Condition":)", given.condition, &Measure::condition);
    container(fields);
  }

  const Extents& extents_;
  Extent sum_;
};

struct SizeRule {
  Code code;
  std::string_view subject;
  std::size_t most;
  std::string_view hint;
};
constexpr SizeRule inline_rule = {Code::inline_size, "the inline policies together have", most_inline,
                                  "shorten lists with wildcards, or move statements to a managed policy"};
constexpr SizeRule trust_rule = {Code::trust_size, "the trust policy has", most_trust,
                                 "name fewer principals, or ask AWS for a higher quota"};

/// A reader makes inline policies of the managed ones that its input defines.
constexpr SizeRule read_rule = {Code::inline_size, "the inline policies together have", most_inline,
                                "the input's managed policies count, since they are read as inline ones: take them out "
                                "and name them by ARN, or shorten lists with wildcards"};
constexpr std::string_view formats_with_managed[] = {"cloudformation", "cdk", "terraform", "terraform-plan"};

void report(const SizeRule& rule, Extent size, Span span, Diagnostics& diagnostics) {
  if (size.least > rule.most)
    diagnostics.error(rule.code, span,
                      fmt::format("{} {}{} characters, the limit is {}", rule.subject,
                                  size.least == size.most ? "" : "at least ", size.least, rule.most),
                      std::string(rule.hint));
  else if (size.most > rule.most)
    diagnostics.warning(rule.code, span,
                        fmt::format("{} up to {} characters where references stand for long values, the limit is {}",
                                    rule.subject, size.most, rule.most),
                        std::string(rule.hint));
}

}  // namespace

void check_sizes(const Role& role, const Extents& extents, std::string_view format, Diagnostics& diagnostics) {
  Measure measure(extents);
  if (role.trust) report(trust_rule, measure.of(*role.trust), role.trust->span, diagnostics);
  Extent total;
  Span where = role.span;
  for (const auto& policy : role.policies) {
    const bool fitted = total.most <= most_inline;
    total += measure.of(policy.document);
    if (fitted && total.most > most_inline) where = policy.name.span;
  }
  const bool is_read = std::find(std::begin(formats_with_managed), std::end(formats_with_managed), format) !=
                       std::end(formats_with_managed);
  report(is_read ? read_rule : inline_rule, total, where, diagnostics);
}

void check_sizes(const Model& laid_out, Diagnostics& diagnostics) {
  const Extents extents(laid_out);
  Diagnostics findings;
  for (const auto& role : laid_out.roles) check_sizes(role, extents, {}, findings);
  for (Diagnostic finding : findings.all()) {
    if (finding.severity != Severity::error) continue;
    finding.message += ", laid out as this format does";
    diagnostics.add(std::move(finding));
  }
}

}  // namespace rolecast
