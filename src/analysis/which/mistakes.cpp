#include "analysis/which/mistakes.h"

#include <algorithm>

#include <fmt/core.h>
#include <fmt/ranges.h>

#include "analysis/which/actions.h"
#include "analysis/which/values.h"
#include "model/characters.h"

namespace rolecast::which {
namespace {

struct Word {
  std::string_view word, instead;
};

/// As samples write them; anywhere in a resource.
constexpr Word placeholders[] = {
    {"agentName", "the agent's name"},
    {"AGENT_NAME", "the agent's name"},
    {"REGION", "the region"},
    {"AWS_REGION", "the region"},
    {"ACCOUNT", "the account's 12 digits"},
    {"ACCOUNT_ID", "the account's 12 digits"},
    {"ACCOUNT-ID", "the account's 12 digits"},
    {"AWS_ACCOUNT_ID", "the account's 12 digits"},
    {"accountId", "the account's 12 digits"},
    {"account-id", "the account's 12 digits"},
    {"PARTITION", "the partition, such as aws"},
};

/// Words that are a placeholder only as the region or the account of an ARN.
constexpr Word in_places[] = {{"region", "the region"}, {"account", "the account's 12 digits"}};

struct Action {
  std::string_view invented, real;  ///< `real` is empty where none does the same
};

/// Actions that samples and modules name and IAM does not have.
constexpr Action invented_actions[] = {
    {"bedrock-agentcore:GetWorkloadIdentityToken", "bedrock-agentcore:GetWorkloadAccessToken"},
    {"bedrock-agentcore:RefreshWorkloadIdentityToken", "bedrock-agentcore:GetWorkloadAccessToken"},
    {"bedrock-agentcore:InvokeRuntime", "bedrock-agentcore:InvokeAgentRuntime"},
    {"bedrock-agentcore:GetApiKeyCredential", "bedrock-agentcore:GetResourceApiKey"},
    {"bedrock-agentcore:RetrieveToken", "bedrock-agentcore:GetResourceOauth2Token"},
    {"bedrock-agentcore:CheckAuthorizePermissions", ""},
    {"bedrock-agentcore:CreateTokenVault", ""},
    {"bedrock:Converse", "bedrock:InvokeModel"},
    {"bedrock:ConverseStream", "bedrock:InvokeModelWithResponseStream"},
    {"s3:HeadObject", "s3:GetObject"},
    {"s3:HeadBucket", "s3:ListBucket"},
    {"s3:ListObjects", "s3:ListBucket"},
    {"s3:ListObjectsV2", "s3:ListBucket"},
};

struct Resource {
  std::string_view pattern;  ///< of the whole resource
  std::string_view mistake;
};

constexpr Resource wrong_resources[] = {
    {"arn:*:logs:*:log-group:/aws/bedrock/agentcore*",
     "the log prefix is /aws/bedrock/agentcore/, it has to be /aws/bedrock-agentcore/"},
    {"arn:*:logs:*:log-group:/aws/bedrock/agent-core*",
     "the log prefix is /aws/bedrock/agent-core/, it has to be /aws/bedrock-agentcore/"},
    {"arn:*:logs:*:log-group:/aws/agentcore*",
     "the log prefix is /aws/agentcore, it has to be /aws/bedrock-agentcore/"},
    {"arn:*:bedrock:*:?*:foundation-model/*",
     "foundation models belong to no account: the account in the ARN has to be empty"},
    {"arn:*:bedrock-agentcore:*:??????????*:browser/*",
     "a managed browser belongs to the account `aws`; one of your own is `browser-custom/…`"},
    {"arn:*:bedrock-agentcore:*:??????????*:code-interpreter/*",
     "a managed code interpreter belongs to the account `aws`; one of your own is `code-interpreter-custom/…`"},
    {"arn:*:bedrock-agentcore:*:workload-identity/*",
     "workload identities stand under workload-identity-directory/default/workload-identity/"},
    {"arn:*:bedrock-agentcore:*:apikeycredentialprovider/*",
     "credential providers stand under token-vault/default/apikeycredentialprovider/"},
};

constexpr std::string_view directory = "workload-identity-directory/", vault = "token-vault/";

const Word* find_word(std::string_view text) {
  while (text.ends_with('*') || text.ends_with('-')) text.remove_suffix(1);
  for (const auto& row : placeholders)
    if (row.word == text) return &row;
  return nullptr;
}

void add(std::vector<Placeholder>& found, std::string_view word, std::string_view instead) {
  const auto is_known = [&](const Placeholder& known) { return known.word == word; };
  if (std::none_of(found.begin(), found.end(), is_known)) found.push_back({std::string(word), std::string(instead)});
}

/// `${account}` and `<account>` where nothing takes them for references.
void find_brackets(std::string_view text, std::vector<Placeholder>& found) {
  constexpr std::pair<std::string_view, char> brackets[] = {{"${", '}'}, {"<", '>'}};
  for (const auto& [opening, closing] : brackets)
    for (auto open = text.find(opening); open != std::string_view::npos; open = text.find(opening, open + 1)) {
      const auto close = text.find(closing, open);
      if (close == std::string_view::npos) break;
      const auto content = text.substr(open + opening.size(), close - open - opening.size());
      if (opening == "<" || !is_iam_variable(content)) add(found, text.substr(open, close - open + 1), "the value");
    }
}

/// Between the signs that part a resource.
void find_words(std::string_view text, std::vector<Placeholder>& found) {
  constexpr std::string_view beginnings[] = {"YOUR_", "YOUR-", "your-"};
  while (true) {
    const auto end = std::min(text.find_first_of(":/"), text.size());
    const auto segment = text.substr(0, end);
    if (const auto* row = find_word(segment)) add(found, row->word, row->instead);
    for (const auto beginning : beginnings)
      if (segment.starts_with(beginning)) add(found, segment, "your own value");
    if (end == text.size()) return;
    text.remove_prefix(end + 1);
  }
}

class Problems {
 public:
  explicit Problems(const Role& role) : role_(role) {}

  std::vector<Problem> find() {
    if (role_.name) look_at(*role_.name, "the role's name");
    if (role_.trust) look_at(*role_.trust, "the trust policy");
    for (const auto& policy : role_.policies) look_at(policy.document, shown(policy.name));
    return std::move(found_);
  }

 private:
  void add(std::string what, std::string fix, Span place) {
    const auto is_known = [&](const Problem& known) { return known.what == what; };
    if (std::none_of(found_.begin(), found_.end(), is_known))
      found_.push_back({std::move(what), std::move(fix), place});
  }

  void look_at(const Text& text, const std::string& where) {
    if (const auto found = placeholders_in(text); !found.empty())
      add(fmt::format("{} holds {}", where, shown(text)), in_words(found), text.span);
  }

  void look_at(const Policy& policy, const std::string& where) {
    for (const auto& statement : policy.statements) {
      const auto name = fmt::format("{} ({})", name_of(policy, statement), where);
      for (const auto* values : {&statement.resource, &statement.not_resource})
        if (*values)
          for (const auto& text : (*values)->items) look_at(text, name);
      if (statement.condition)
        for (const auto& op : *statement.condition)
          for (const auto& key : op.keys)
            for (const auto& text : key.values.items) look_at(text, name);
      if (statement.principal)
        for (const auto& group : statement.principal->groups)
          for (const auto& text : group.values.items) look_at(text, name);
      if (statement.action && statement.effect == Effect::allow) look_at_actions(*statement.action, name);
    }
  }

  void look_at_actions(const Values& actions, const std::string& where) {
    for (const auto& action : actions.items)
      if (const auto real = real_action(action.spelled()))
        add(fmt::format("`{}` is no action, in {}", action.spelled(), where),
            real->empty() ? "remove it" : fmt::format("write `{}` where that is meant, or remove it", *real),
            action.span);
  }

  const Role& role_;
  std::vector<Problem> found_;
};

}  // namespace

bool is_placeholder(const Text& value) { return value.is_literal() && find_word(value.literal()); }

std::vector<Placeholder> placeholders_in(const Text& text) {
  std::vector<Placeholder> found;
  for (const auto& piece : text.pieces()) {
    if (piece.is_reference) continue;
    find_brackets(piece.text, found);
    find_words(piece.text, found);
  }
  const auto parts = arn_parts(text);
  for (std::size_t i = 0; i < std::size(in_places) && !parts.empty(); ++i)
    if (parts[i + 3].is_literal() && parts[i + 3].literal() == in_places[i].word)
      add(found, in_places[i].word, in_places[i].instead);
  return found;
}

std::string in_words(const std::vector<Placeholder>& placeholders) {
  std::vector<std::string> words, values;
  for (const auto& one : placeholders) {
    words.push_back("`" + one.word + "`");
    values.push_back(one.instead);
  }
  const bool is_one = words.size() == 1;
  return fmt::format("{} {} there literally: put {} in {} place", fmt::join(words, " and "),
                     is_one ? "stands" : "stand", fmt::join(values, " and "), is_one ? "its" : "their");
}

std::optional<std::string_view> real_action(std::string_view action) {
  for (const auto& row : invented_actions)
    if (lower_case(row.invented) == lower_case(action)) return row.real;
  return {};
}

std::string mistake_in(const Text& resource) {
  const auto text = shown(resource);
  for (const auto& row : wrong_resources) {
    const bool is_in_place = text.find(directory) != std::string::npos || text.find(vault) != std::string::npos;
    if (takes_text(row.pattern, text) && !(is_in_place && row.pattern.find("bedrock-agentcore") != std::string::npos))
      return std::string(row.mistake);
  }
  return {};
}

std::vector<Problem> problems_in(const Role& role) { return Problems(role).find(); }

}  // namespace rolecast::which
