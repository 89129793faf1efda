#include "analysis/explain/sentences.h"

#include <array>

#include "analysis/explain/services.h"

namespace rolecast {
namespace {

struct Deed {
  std::string_view action, words;
};
constexpr std::array deeds = {
    Deed{"sts:AssumeRole", "assume it"},
    Deed{"sts:AssumeRoleWithSAML", "assume it with a SAML assertion"},
    Deed{"sts:AssumeRoleWithWebIdentity", "assume it with a token"},
    Deed{"sts:TagSession", "put tags on its session"},
    Deed{"sts:SetSourceIdentity", "set the source identity of its session"},
};

Prose deed(const Text& action) {
  const auto spelled = action.spelled();
  for (const auto& row : deeds)
    if (row.action == spelled) return Prose(row.words).say(" (").quote(spelled).say(")");
  if (spelled == "*" || spelled == "sts:*") return Prose("assume it in every way (").quote(spelled).say(")");
  return Prose().quote(spelled);
}

Prose action(const Text& text) {
  const auto spelled = text.spelled();
  if (spelled == "*" || spelled == "*:*")
    return Prose().shout("EVERYTHING").say(": every action of every service (").quote(spelled).say(")");
  if (spelled.ends_with(":*"))
    return Prose("every action of " + service_name(service_of(spelled)) + " (").quote(spelled).say(")");
  return Prose().quote(spelled);
}

Prose resource(const Text& text) {
  return text.spelled() == "*" ? Prose("every resource (").quote("*").say(")") : Prose().quote(text);
}

template <typename Each>
Prose all_of(const Values& values, std::string_view last, Each each) {
  std::vector<Prose> parts;
  for (const auto& text : values.items) parts.push_back(each(text));
  return parts.empty() ? Prose("nothing") : joined(parts, last);
}

Prose resources(const Statement& statement) {
  if (statement.resource) return Prose(" on ").add(all_of(*statement.resource, "and", resource));
  if (!statement.not_resource) return {};
  return Prose(" on ").shout("EVERY RESOURCE EXCEPT").say(" ").add(all_of(*statement.not_resource, "and", resource));
}

Prose condition(const Statement& statement) {
  if (!statement.condition) return {};
  const auto words = conditions_in_words(*statement.condition);
  return words.empty() ? Prose() : Prose(" if ").add(words);
}

/// With a capital letter at its beginning, and a full stop where that is not taken for a part of what the input says.
Prose sentence(const Prose& prose) {
  Prose result;
  for (const auto& run : prose.words()) {
    auto text = run.text;
    if (result.empty() && run.kind == Words::Kind::plain && text[0] >= 'a' && text[0] <= 'z')
      text[0] = static_cast<char>(text[0] - 32);
    if (run.kind == Words::Kind::plain)
      result.say(text);
    else if (run.kind == Words::Kind::loud)
      result.shout(text);
    else
      result.quote(text);
  }
  return result.words().back().kind == Words::Kind::quoted ? result : result.say(".");
}

}  // namespace

Prose trust_in_words(const Statement& statement) {
  Prose prose;
  if (statement.principal) prose.add(principals_in_words(*statement.principal));
  if (statement.not_principal)
    prose.shout("EVERYONE EXCEPT").say(" ").add(principals_in_words(*statement.not_principal));
  prose.say(" ");
  if (statement.effect == Effect::deny)
    prose.shout("MUST NOT");
  else
    prose.say("may");
  prose.say(" ");
  if (statement.action) prose.add(all_of(*statement.action, statement.effect == Effect::deny ? "or" : "and", deed));
  if (statement.not_action)
    prose.say("do ").shout("EVERYTHING EXCEPT").say(" ").add(all_of(*statement.not_action, "and", deed));
  return sentence(prose.add(condition(statement)));
}

Prose permission_in_words(const Statement& statement) {
  const bool is_denied = statement.effect == Effect::deny;
  Prose prose("it ");
  if (is_denied)
    prose.shout("MUST NOT").say(" use ");
  else
    prose.say("may use ");
  if (statement.action) prose.add(all_of(*statement.action, is_denied ? "or" : "and", action));
  if (statement.not_action) prose.shout("EVERYTHING EXCEPT").say(" ").add(all_of(*statement.not_action, "and", action));
  return sentence(prose.add(resources(statement)).add(condition(statement)));
}

}  // namespace rolecast
