#include "commands/explain_page.h"

#include <algorithm>

#include <fmt/core.h>

namespace rolecast {
namespace {

using Kind = Block::Kind;

Block paragraph(Prose prose) { return {Kind::paragraph, {}, std::move(prose), {}, {}}; }
Block item(Prose prose) { return {Kind::item, {}, std::move(prose), {}, {}}; }
Block detail(Prose prose) { return {Kind::detail, {}, std::move(prose), {}, {}}; }
Block row(std::string label, Prose prose) { return {Kind::row, std::move(label), std::move(prose), {}, {}}; }
Block code(std::string label, std::string text, std::string language) {
  return {Kind::code, std::move(label), {}, std::move(text), std::move(language)};
}

Prose quoted_list(const std::vector<std::string>& names) {
  std::vector<Prose> parts;
  for (const auto& name : names) parts.push_back(Prose().quote(name));
  return joined(parts);
}

Prose told_list(const std::vector<std::string>& texts) {
  std::vector<Prose> parts;
  for (const auto& text : texts) parts.push_back(Prose().tell(text));
  return joined(parts);
}

void add_statement(Section& section, const ExplainedStatement& explained) {
  const auto& origin = explained.origin;
  if (origin.reason.empty()) {
    section.blocks.push_back(item(explained.sentence));
  } else {
    section.blocks.push_back(
        item(origin.catalogue.empty() ? Prose().tell(origin.reason) : catalogue_prose(origin.reason)));
    section.blocks.push_back(detail(explained.sentence));
  }
  Prose where;
  if (explained.statement->sid)
    where.quote(explained.name);
  else
    where.say(explained.name);
  if (!explained.policy.empty()) where.say(" of ").quote(explained.policy);
  if (!origin.catalogue.empty())
    where.say(", from the " + origin.catalogue);
  else if (!origin.place.empty())
    where.say(", ").quote(origin.place);
  section.blocks.push_back(detail(std::move(where)));
}

Section where_it_is_from(const CataloguePart& part, bool is_subject) {
  const auto& about = part.about;
  Section section{2, Prose(is_subject ? "Where it is from" : "From the " + part.kind + " " + part.name), {}};
  auto& blocks = section.blocks;
  if (!is_subject) blocks.push_back(paragraph(catalogue_prose(about.summary + ".")));
  blocks.push_back(row("source", catalogue_prose(about.source)));
  blocks.push_back(row("page", Prose(about.page)));
  blocks.push_back(row("authority", Prose(fmt::format("{}, seen {}", about.authority, about.seen))));
  if (!about.fits.empty()) blocks.push_back(row("fits", Prose("roles of the kinds ").add(quoted_list(about.fits))));
  if (!about.requires_.empty()) blocks.push_back(row("requires", quoted_list(about.requires_)));
  if (!about.conflicts.empty()) blocks.push_back(row("contradicts", quoted_list(about.conflicts)));
  for (const auto& text : about.not_for) blocks.push_back(row("not for", catalogue_prose(text)));
  for (const auto& text : about.notes) blocks.push_back(row("note", catalogue_prose(text)));
  for (const auto& absence : about.absent)
    blocks.push_back(
        row("left out", Prose("in ")
                            .add(quoted_list(absence.places))
                            .say(": ")
                            .add(absence.statements == std::vector<std::string>{"*"} ? Prose("all statements")
                                                                                     : quoted_list(absence.statements))
                            .say("; ")
                            .add(catalogue_prose(absence.reason))));
  return section;
}

Section who_assumes(const RoleExplanation& role) {
  Section section{2, Prose("Who may assume it"), {}};
  for (const auto& explained : role.facts.trust) add_statement(section, explained);
  return section;
}

void add_permissions(Page& page, const RoleExplanation& role) {
  const auto& facts = role.facts;
  Section section{2, Prose("What it may do"), {}};
  const auto& boundary = facts.role->permissions_boundary;
  if (boundary)
    section.blocks.push_back(
        paragraph(Prose().shout("Never more").say(" than its permissions boundary allows: ").quote(*boundary)));
  for (const auto& arn : facts.role->managed_policy_arns)
    section.blocks.push_back(
        paragraph(Prose("Also whatever this managed policy allows, which is not shown here: ").quote(arn)));
  if (facts.denied.empty() && facts.allowed.empty() && section.blocks.empty())
    section.blocks.push_back(paragraph(Prose("Nothing.")));
  page.sections.push_back(std::move(section));
  if (!facts.denied.empty()) {
    Section denied{3, Prose().shout("DENIED, whatever else allows it"), {}};
    for (const auto& explained : facts.denied) add_statement(denied, explained);
    page.sections.push_back(std::move(denied));
  }
  for (const auto& group : facts.allowed) {
    Section allowed{3, Prose(), {}};
    if (group.title == group.prefixes.front())
      allowed.title.quote(group.title);  // a service that has no name here
    else
      allowed.title.say(group.title);
    for (const auto& explained : group.statements) add_statement(allowed, explained);
    page.sections.push_back(std::move(allowed));
  }
}

Section what_to_pass(const RoleExplanation& role) {
  Section section{2, Prose("Its ARN"), {}};
  auto& blocks = section.blocks;
  if (!role.passed_as.empty())
    blocks.push_back(paragraph(Prose("It is passed as ").add(catalogue_prose(role.passed_as)).say(".")));
  if (role.passed_as.empty() &&
      std::any_of(role.facts.services.begin(), role.facts.services.end(),
                  [](const Text& service) { return service.spelled() == "bedrock-agentcore.amazonaws.com"; }))
    blocks.push_back(paragraph(Prose("AgentCore takes it where it asks for a role: --execution-role (-er) of ")
                                   .tell("agentcore configure")
                                   .say(" for the role of an agent.")));
  if (role.facts.arn)
    blocks.push_back(row("ARN", Prose().quote(*role.facts.arn)));
  else
    blocks.push_back(row("ARN", Prose("known after the deployment, which picks the name of the role")));
  blocks.push_back(row("CloudFormation", Prose().tell(role.passing.cloudformation)));
  blocks.push_back(row("Terraform", Prose().quote(role.passing.terraform)));
  return section;
}

Section what_the_caller_needs(const RoleExplanation& role) {
  Section section{2, Prose("What whoever deploys it needs"), {}};
  const auto& passing = role.passing;
  if (passing.cloudformation_policy.empty()) {
    section.blocks.push_back(
        paragraph(Prose("No AWS service may assume the role, so nobody passes it to one, and no "
                        "iam:PassRole is needed.")));
    return section;
  }
  std::vector<Prose> services;
  for (const auto& service : role.facts.services) services.push_back(Prose().quote(service));
  section.blocks.push_back(paragraph(Prose("Permission to pass the role, to ")
                                         .add(joined(services))
                                         .say(" only. This belongs to the person or pipeline that deploys, not to the "
                                              "role.")));
  if (passing.iam.empty())
    section.blocks.push_back(paragraph(Prose("As IAM JSON it can be written once the name of the role is known.")));
  else
    section.blocks.push_back(code(passing.iam.find("${") == std::string::npos
                                      ? "IAM"
                                      : "IAM, once each ${…} is replaced (--set account=… does it)",
                                  passing.iam, "json"));
  section.blocks.push_back(code("CloudFormation, in the template of the role", passing.cloudformation_policy, "yaml"));
  section.blocks.push_back(code("Terraform, beside the role", passing.terraform_policy, "hcl"));
  return section;
}

std::string_view known_value(std::string_view name) {
  if (name == "account") return "Id of the AWS account that the role is in";
  if (name == "region") return "Region of the deployment";
  if (name == "partition") return "Partition of the deployment: aws, aws-cn, aws-us-gov …";
  return "DNS suffix of the partition: amazonaws.com, amazonaws.com.cn …";
}

void add_values(Page& page, const std::vector<OpenValue>& values) {
  if (values.empty()) return;
  Section section{2, Prose("What the deployment gives"), {}};
  for (const auto& value : values) {
    Prose prose;
    prose.quote("${" + value.name + "}").say(": ");
    if (!value.parameter)
      prose.say(known_value(value.name));
    else if (value.parameter->description.empty())
      prose.say("a parameter");
    else
      prose.tell(value.parameter->description);
    section.blocks.push_back(item(std::move(prose)));
    if (!value.parameter) continue;
    Prose more;
    if (value.parameter->pattern) more.say("pattern ").quote(*value.parameter->pattern).say("; ");
    if (value.parameter->default_value)
      more.say("default ").quote(*value.parameter->default_value);
    else
      more.say("no default, so it must be given");
    section.blocks.push_back(detail(std::move(more)));
    if (!value.uses.empty()) section.blocks.push_back(detail(Prose("used in ").add(told_list(value.uses))));
  }
  page.sections.push_back(std::move(section));
}

Section head_of(const Explanation& explanation, const RoleExplanation& explained) {
  const auto& role = *explained.facts.role;
  Section section;
  if (explanation.kind == "file") {
    section.title = Prose("Role ").quote(role.id).say(" of ").quote(explanation.subject);
    if (role.description) section.blocks.push_back(paragraph(Prose().tell(role.description->spelled())));
  } else {
    section.title = Prose(explanation.kind == "template" ? "Template " : "Capability ").quote(explanation.subject);
    if (!explained.parts.empty())
      section.blocks.push_back(paragraph(catalogue_prose(explained.parts.front().about.summary + ".")));
  }
  if (role.trust) section.blocks.push_back(code("", diagram_of(explained), "mermaid"));
  if (role.name) section.blocks.push_back(row("name", Prose().quote(*role.name)));
  if (role.path) section.blocks.push_back(row("path", Prose().quote(*role.path)));
  if (role.max_session_duration)
    section.blocks.push_back(row("session", Prose(fmt::format("{} seconds at most", *role.max_session_duration))));
  for (const auto& tag : role.tags)
    section.blocks.push_back(row("tag", Prose().quote(tag.key).say(" = ").quote(tag.value)));
  if (explanation.kind == "template")
    section.blocks.push_back(
        row("use", Prose().tell(fmt::format("rolecast new {} -o role.yaml", explanation.subject))));
  if (explanation.kind == "capability")
    section.blocks.push_back(
        row("use", Prose().tell(fmt::format("rolecast new TEMPLATE --with {}", explanation.subject))));
  return section;
}

}  // namespace

Prose catalogue_prose(std::string_view text) {
  Prose prose;
  for (bool is_code = false; !text.empty(); is_code = !is_code) {
    const auto end = std::min(text.find('`'), text.size());
    if (is_code)
      prose.tell(text.substr(0, end));
    else
      prose.say(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return prose;
}

Page page_of(const Explanation& explanation) {
  Page page;
  for (const auto& role : explanation.roles) {
    page.sections.push_back(head_of(explanation, role));
    for (const auto& part : role.parts) page.sections.push_back(where_it_is_from(part, explanation.kind == part.kind));
    if (role.facts.role->trust) page.sections.push_back(who_assumes(role));
    add_permissions(page, role);
    if (!role.facts.role->trust) continue;
    page.sections.push_back(what_to_pass(role));
    page.sections.push_back(what_the_caller_needs(role));
  }
  add_values(page, explanation.values);
  return page;
}

}  // namespace rolecast
