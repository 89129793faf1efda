// Mistakes that are seen again and again in such roles: actions that do not exist, wrong prefixes, texts left unfilled.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/which/which.h"

namespace rolecast::which {

/// Whether this is what a sample has in place of a value: `agentName`, `REGION`.
bool is_placeholder(const Text& value);

/// A part of a text that stands for a value and was never filled in, and what to put there.
struct Placeholder {
  std::string word, instead;
};
std::vector<Placeholder> placeholders_in(const Text& text);
/// "`agentName` stands there literally: put the agent's name in its place".
std::string in_words(const std::vector<Placeholder>& placeholders);

/// What IAM calls the action that this one, which does not exist, was meant to be; nothing where the action may exist.
std::optional<std::string_view> real_action(std::string_view action);

/// What is wrong with a resource, where a mistake that is known was made in it: "the log prefix is …, it has to be …".
std::string mistake_in(const Text& resource);

/// Everything of the kind in the role, whatever the role is for.
std::vector<Problem> problems_in(const Role& role);

}  // namespace rolecast::which
