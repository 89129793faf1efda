#include <fmt/core.h>

#include <algorithm>

#include "model/check_parts.h"
#include "model/vocabulary.h"

namespace rolecast {
namespace {

struct Deferred {
  std::string_view name, sample;
  Extent extent;
};

// `aws` to `aws-us-gov`, `us-east-1` to `us-isof-south-1`, `c2s.ic.gov` to `amazonaws.com.cn`.
constexpr std::array<Deferred, 4> deferred_values = {{
    {"account", "123456789012", {12, 12}},
    {"region", "us-east-1", {9, 15}},
    {"partition", "aws", {3, 10}},
    {"dns_suffix", "amazonaws.com", {10, 16}},
}};

const Deferred* find_deferred(std::string_view name) {
  const auto* row = std::find_if(deferred_values.begin(), deferred_values.end(),
                                 [&](const Deferred& value) { return value.name == name; });
  return row == deferred_values.end() ? nullptr : row;
}

std::size_t least_length(const Text& text) {
  std::size_t length = 0;
  for (const auto& piece : text.pieces()) {
    if (!piece.is_reference)
      length += count_characters(piece.text);
    else if (const auto* value = find_deferred(piece.text))
      length += value->extent.least;
  }
  return length;
}

std::string counted(std::size_t count) { return fmt::format("{} character{}", count, count == 1 ? "" : "s"); }

/// Partitions are added now and then, so any name like the known ones will do.
bool is_partition(std::string_view text) {
  const auto letter_or_dash = [](char32_t c) { return (c >= 'a' && c <= 'z') || c == '-'; };
  return text == "aws" || (text.starts_with("aws-") && text.size() > 4 && all_in(text, letter_or_dash));
}

bool has_wildcard(std::string_view text) {
  return text.find_first_of("*?") != std::string_view::npos || text.find("${") != std::string_view::npos;
}

bool may_be_resource(std::string_view resource, bool is_complete, std::string_view form) {
  if (!is_complete) return resource.starts_with(form) || form.starts_with(resource);
  if (!form.ends_with('/')) return resource == form;
  return resource.starts_with(form) && !resource.ends_with('/') && all_in(resource, is_visible);
}

}  // namespace

Extents::Extents(const Model& model) {
  constexpr std::size_t usual_most = 64;  // AgentCore's names have at most 48, most names in IAM 64 characters
  for (const auto& parameter : model.parameters) {
    const auto length = parameter.default_value ? count_characters(*parameter.default_value) : 0;
    longest_.emplace(parameter.name, std::max(usual_most, length));
  }
}

Extent Extents::operator[](std::string_view reference) const {
  if (const auto* value = find_deferred(reference)) return value->extent;
  const auto parameter = longest_.find(reference);
  return {0, parameter == longest_.end() ? 0 : parameter->second};
}

void check_text(const TextRule& rule, const Text& text, Diagnostics& diagnostics) {
  const auto length = least_length(text);
  if (length > rule.most) {
    const auto seen = (text.is_literal() ? "" : "at least ") + counted(length);
    diagnostics.error(rule.code, text.span, fmt::format("{} has {}, the limit is {}", rule.subject, seen, rule.most),
                      "shorten it");
  } else if (text.empty() && rule.least > 0) {
    diagnostics.error(rule.code, text.span, fmt::format("{} is empty", rule.subject), "write at least one character");
  } else if (text.is_literal() && length < rule.least) {
    diagnostics.error(rule.code, text.span,
                      fmt::format("{} has {}, it needs at least {}", rule.subject, counted(length), rule.least),
                      "lengthen it");
  }
  if (const auto seen = first_outside(text, rule.set); !seen.empty())
    diagnostics.error(rule.code, text.span, fmt::format("{} holds {}", rule.subject, seen),
                      fmt::format("use only {}", rule.allowed));
}

std::string first_outside(const Text& text, CharacterSet set) {
  for (const auto& piece : text.pieces()) {
    auto at = piece.is_reference ? std::string::npos : find_outside(piece.text, set);
    if (at != std::string::npos) return describe_character(next_character(piece.text, at));
  }
  return {};
}

Known::Known(const Text& source) {
  if (source.is_literal()) {
    text = source.literal();
    return;
  }
  for (const auto& piece : source.pieces()) {
    const auto* value = piece.is_reference ? find_deferred(piece.text) : nullptr;
    whole = value || !piece.is_reference;
    if (!whole) break;
    buffer_ += value ? value->sample : piece.text;
  }
  text = buffer_;
}

bool Known::may_start_with(std::string_view start) const {
  return text.starts_with(start) || (!whole && start.starts_with(text));
}

Arn split_arn(const Known& known) {
  Arn arn;
  const auto text = known.text;
  std::size_t begin = 0, found = 0;
  for (std::size_t at = 0; at < text.size() && found + 1 < arn.parts.size(); ++at) {
    if (text.substr(at, 2) == "${") at = std::min(text.find('}', at), text.size());
    if (at >= text.size() || text[at] != ':') continue;
    arn.parts[found++] = text.substr(begin, at - begin);
    begin = at + 1;
  }
  arn.parts[found++] = text.substr(begin);
  arn.complete = known.whole ? found : found - 1;
  return arn;
}

bool may_be_arn(const Known& known, std::span<const ArnForm> forms, AwsAccount aws) {
  const auto arn = split_arn(known);
  if (has_wildcard(known.text) || !known.may_start_with("arn:")) return false;
  if (known.whole && arn.complete < arn.parts.size()) return false;
  if (arn.complete > 1 && !is_partition(arn.parts[1])) return false;
  if (arn.complete > 3 && !arn.parts[3].empty()) return false;
  const bool is_aws = aws == AwsAccount::taken && arn.parts[4] == "aws";
  if (arn.complete > 4 && !is_account(arn.parts[4]) && !is_aws) return false;
  return std::any_of(forms.begin(), forms.end(), [&](const ArnForm& form) {
    return (arn.complete <= 2 || arn.parts[2] == form.service) &&
           may_be_resource(arn.parts[5], known.whole, form.resource);
  });
}

bool is_account(std::string_view text) { return text.size() == 12 && all_in(text, is_digit); }

std::string quoted(const Text& text) {
  constexpr std::size_t most = 100;
  auto spelled = text.spelled();
  if (spelled.size() <= most) return "`" + spelled + "`";
  auto end = most;
  while (end > 0 && (static_cast<unsigned char>(spelled[end]) & 0xC0) == 0x80) --end;
  return "`" + spelled.substr(0, end) + "…`";
}

}  // namespace rolecast
