#include <algorithm>
#include <array>

#include "analysis/explain/sentences.h"
#include "model/characters.h"

namespace rolecast {
namespace {

/// What an IAM ARN names, by what stands behind its account.
struct Kind {
  std::string_view part, words;
};
constexpr std::array kinds = {
    Kind{":role/", "the role "},
    Kind{":user/", "the user "},
    Kind{":assumed-role/", "the role session "},
    Kind{":federated-user/", "the federated user "},
    Kind{":saml-provider/", "whoever signs in with the SAML provider "},
    Kind{":oidc-provider/", "whoever signs in with the OIDC provider "},
};

/// Between the fourth colon and the fifth.
std::string account_in(const std::string& arn) {
  std::size_t begin = 0;
  for (int colons = 0; colons < 4; ++colons) begin = std::min(arn.find(':', begin), arn.size() - 1) + 1;
  return arn.substr(begin, arn.rfind(':') - begin);
}

Prose aws_principal(const Text& text) {
  const auto spelled = text.spelled();
  if (spelled == "*") return Prose().shout("EVERYONE in any AWS account");
  if (spelled.size() == 12 && all_in(spelled, is_digit))
    return Prose("whoever the account ").quote(spelled).say(" lets");
  if (spelled == "${account}") return Prose("whoever its own account lets");
  if (spelled.starts_with("arn:") && spelled.ends_with(":root")) {
    const auto account = account_in(spelled);
    if (account == "${account}") return Prose("whoever its own account lets (").quote(spelled).say(")");
    return Prose("whoever the account ").quote(account).say(" lets (").quote(spelled).say(")");
  }
  for (const auto& kind : kinds)
    if (spelled.find(kind.part) != std::string::npos) return Prose(kind.words).quote(spelled);
  return Prose("the AWS principal ").quote(spelled);
}

Prose federated_principal(const Text& text) {
  const auto spelled = text.spelled();
  if (spelled == "*") return Prose().shout("EVERYONE with any identity provider");
  for (const auto& kind : kinds)
    if (spelled.find(kind.part) != std::string::npos) return Prose(kind.words).quote(spelled);
  return Prose("whoever signs in with ").quote(spelled);
}

Prose one(std::string_view type, const Text& text) {
  if (type == "AWS") return aws_principal(text);
  if (type == "Federated") return federated_principal(text);
  if (type == "Service") {
    if (text.spelled() == "*") return Prose().shout("EVERY AWS SERVICE");
    return Prose("the service ").quote(text);
  }
  if (type == "CanonicalUser") return Prose("the canonical user ").quote(text);
  return Prose().quote(type).say(" ").quote(text);
}

}  // namespace

Prose principals_in_words(const Principal& principal) {
  if (principal.anyone) return Prose().shout("EVERYONE in any AWS account");
  std::vector<Prose> parts;
  for (const auto& group : principal.groups)
    for (const auto& text : group.values.items) parts.push_back(one(group.type, text));
  return parts.empty() ? Prose("nobody") : joined(parts);
}

}  // namespace rolecast
