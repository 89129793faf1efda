#include "readers/bundle.h"

#include <algorithm>

#include <fmt/core.h>

#include "readers/compose.h"
#include "syntax/yaml.h"

namespace rolecast {
namespace {

/// Of a template's only role, as it is spelled.
struct Passed {
  std::string id, name, path = "/";
  std::vector<std::string> services;
};

void add_services(const Node& trust, std::vector<std::string>& services) {
  for (const auto& statement : trust.items) {
    const Node* principal = statement.find("Principal");
    const Node* service = principal && principal->is(Node::Kind::map) ? principal->find("Service") : nullptr;
    if (!service) continue;
    if (service->is(Node::Kind::string)) services.push_back(service->text);
    for (const auto& item : service->items) services.push_back(item.text);
  }
}

Passed passed_role(const Node& file) {
  Passed passed;
  const Node* roles = file.find("roles");
  if (!roles || roles->entries.empty()) return passed;
  const auto& [key, role, comment] = roles->entries.front();
  passed.id = key.text;
  if (const Node* name = role.find("name")) passed.name = name->text;
  if (const Node* path = role.find("path")) passed.path = path->text;
  if (const Node* trust = role.find("trust")) add_services(*trust, passed.services);
  return passed;
}

std::string scalar(std::string text) {
  auto written = yaml::write(Node::string(std::move(text)));
  written.pop_back();
  return written;
}

/// `AmazonBedrockAgentCoreRuntime-${agentName}` → `AgentCoreRuntimeDeployer-${agentName}`: no longer than that. Empty
/// where the name is not made in this way.
std::string deployer_name(std::string_view name) {
  constexpr std::string_view brand = "AmazonBedrock";
  const auto dash = name.find('-');
  if (!name.starts_with(brand) || dash == std::string_view::npos) return {};
  return fmt::format("{}Deployer{}", name.substr(brand.size(), dash - brand.size()), name.substr(dash));
}

Lines head(const Passed& passed) {
  Lines lines = {""};
  append(lines,
         comment(fmt::format("Whoever deploys with {}: a person or a pipeline, not {} itself.", passed.id, passed.id),
                 "  "));
  lines.push_back(fmt::format("  {}Deployer:", passed.id));
  if (const auto name = deployer_name(passed.name); !name.empty()) {
    append(lines, comment("No BedrockAgentCore in the name: whoever may manage the roles of that name could rewrite "
                          "this one.",
                          "    "));
    lines.push_back("    name: " + scalar(name));
  }
  append(lines, {fmt::format("    description: Deploys with the role {}", passed.id), "    trust:"});
  append(lines,
         {"      # Anyone in this account who may call sts:AssumeRole on the role may take it; narrow it to your SSO",
          "      # role, or take the statements for the identity you have.", "      - Sid: AccountMayAssume",
          "        Effect: Allow", "        Principal:", "          AWS: \"arn:${partition}:iam::${account}:root\"",
          "        Action: sts:AssumeRole"});
  return lines;
}

Lines pass_role(const Passed& passed) {
  Lines lines = {"    policies:"};
  append(lines,
         comment("Source: Grant a user permissions to pass a role to an AWS service (IAM User Guide)", "      "));
  append(lines, comment("  https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html", "      "));
  lines.push_back("      PassRole:");
  append(lines,
         comment(fmt::format("Hand {} to the service that takes it, and to no other. It is named as above.", passed.id),
                 "        "));
  append(lines, {"        - Sid: PassExecutionRole", "          Effect: Allow",
                 "          Action:", "            - iam:PassRole", "          Resource:",
                 "            - " + scalar("arn:${partition}:iam::${account}:role" + passed.path + passed.name),
                 "          Condition:", "            StringEquals:"});
  if (passed.services.size() == 1) {
    lines.push_back("              iam:PassedToService: " + scalar(passed.services.front()));
    return lines;
  }
  lines.push_back("              iam:PassedToService:");
  for (const auto& service : passed.services) lines.push_back("                - " + scalar(service));
  return lines;
}

}  // namespace

std::string add_deployer(const std::string& text, const CatalogueItem& item, Sources& sources,
                         Diagnostics& diagnostics) {
  const auto passed = passed_role(load_catalogue_file(*item.file, "template", sources, diagnostics));
  if (item.about.kind != "service-role" || passed.services.empty() || passed.name.empty()) {
    diagnostics.error(
        Code::usage, item.span,
        fmt::format("`{}` is for callers already: no service takes it, so nobody has to pass it", item.file->name),
        "leave out --bundle, or take the template of a service role");
    return text;
  }
  auto lines = split_lines(text);
  while (!lines.empty() && is_blank(lines.back())) lines.pop_back();
  append(lines, head(passed));
  append(lines, pass_role(passed));
  for (const auto& file : catalogue_callers()) {
    const auto about = read_about(load_catalogue_file(file, "caller", sources, diagnostics), diagnostics);
    const auto is_meant = [&](const std::string& name) { return name == item.about.family || name == item.file->name; };
    if (std::none_of(about.fits.begin(), about.fits.end(), is_meant)) continue;
    const auto added = split_lines(file.text);
    add_parameters(lines, added);
    append(lines, policies_of(added, file.name, about));
  }
  return join_lines(lines);
}

}  // namespace rolecast
