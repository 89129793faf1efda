// What Terraform is given for a model: which blocks, which names, which references.
#include <gtest/gtest.h>

#include <algorithm>

#include "emitters/builtin.h"
#include "model/text.h"
#include "syntax/json.h"

namespace rolecast {
namespace {

Text read(std::string_view spelling) {
  Diagnostics diagnostics;
  Text text = parse_text(spelling, {}, diagnostics);
  EXPECT_FALSE(diagnostics.has_errors()) << spelling;
  return text;
}

Values one(std::string_view spelling) { return {{read(spelling)}, false, {}}; }

Policy policy_of(Statement statement) {
  Policy policy;
  policy.statements = {std::move(statement)};
  return policy;
}

Policy trust() {
  Statement statement;
  statement.principal = Principal{false, {{"Service", one("bedrock-agentcore.amazonaws.com"), {}}}, {}};
  statement.action = one("sts:AssumeRole");
  return policy_of(std::move(statement));
}

Policy permissions(std::string_view resource) {
  Statement statement;
  statement.action = one("s3:GetObject");
  statement.resource = one(resource);
  return policy_of(std::move(statement));
}

Role role_of(std::string id) {
  Role role;
  role.id = std::move(id);
  role.trust = trust();
  return role;
}

Model model_of(std::vector<Role> roles) {
  Model model;
  model.stem = "agent";
  model.roles = std::move(roles);
  return model;
}

struct Emitted {
  std::vector<OutputFile> files;
  Diagnostics diagnostics;

  std::string operator[](std::string_view path) const {
    for (const auto& file : files)
      if (file.path == path) return file.content;
    return {};
  }
};

Emitted emit(const Emitter& emitter, const Model& model, const Settings& settings = {}) {
  Emitted result;
  result.files = emitter.emit(model, settings, result.diagnostics);
  return result;
}

std::string snippet(const Model& model, const Settings& settings = {}) {
  const auto emitted = emit(terraform_emitter(), model, settings);
  EXPECT_EQ(emitted.files.size(), 1u);
  return emitted["agent.tf"];
}

bool holds(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

TEST(Terraform, WritesARoleAsOneResource) {
  auto model = model_of({role_of("agentRuntime")});
  model.roles[0].name = read("Agent");
  model.roles[0].max_session_duration = 7200;
  model.roles[0].tags = {{read("team"), read("${aws:x}")}};
  EXPECT_EQ(snippet(model), R"(resource "aws_iam_role" "agent_runtime" {
  name                 = "Agent"
  max_session_duration = 7200
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "bedrock-agentcore.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      },
    ]
  })
  tags = {
    team = "$${aws:x}"
  }
}
)");
}

TEST(Terraform, ReadsOnlyTheDataSourcesInUse) {
  auto model = model_of({role_of("a")});
  EXPECT_FALSE(holds(snippet(model), "data \""));
  model.roles[0].policies = {{read("p"), permissions("arn:${partition}:s3:::b.${dns_suffix}/*")}};
  const auto text = snippet(model);
  EXPECT_TRUE(
      holds(text, "\"arn:${data.aws_partition.current.partition}:s3:::b.${data.aws_partition.current.dns_suffix}/*\""));
  EXPECT_TRUE(text.starts_with("data \"aws_partition\" \"current\" {}\n\nresource"));
  EXPECT_FALSE(holds(text, "aws_region"));
}

TEST(Terraform, DeclaresOnlyTheParametersInUse) {
  auto model = model_of({role_of("a")});
  model.parameters = {{"agentName", "The agent", "[a-z]+|x", "me", {}}, {"unused", {}, {}, {}, {}}};
  model.roles[0].name = read("${agentName}");
  const auto text = snippet(model);
  EXPECT_TRUE(text.starts_with(R"(variable "agent_name" {
  description = "The agent"
  type        = string
  default     = "me"

  validation {
    condition     = can(regex("^(?:[a-z]+|x)$", var.agent_name))
)")) << text;
  EXPECT_TRUE(holds(text, "  name = var.agent_name\n"));
  EXPECT_FALSE(holds(text, "unused"));
}

TEST(Terraform, AvoidsVariableNamesThatModuleCallsReserve) {
  auto model = model_of({role_of("a")});
  model.parameters = {{"version", {}, {}, {}, {}}, {"forEach", {}, {}, {}, {}}};
  model.roles[0].name = read("${version}${forEach}");
  EXPECT_TRUE(holds(snippet(model), "name = \"${var.version_2}${var.for_each_2}\"\n"));
}

TEST(Terraform, PutsReferencesIntoKeys) {
  auto model = model_of({role_of("a")});
  model.parameters = {{"issuer", {}, {}, {}, {}}};
  model.roles[0].trust->statements[0].condition = {{"StringEquals", {{read("${issuer}:sub"), one("x")}}, {}}};
  model.roles[0].tags = {{read("${issuer}"), read("y")}};
  const auto text = snippet(model);
  EXPECT_TRUE(holds(text, "\"${var.issuer}:sub\" = \"x\"\n"));
  EXPECT_TRUE(holds(text, "(var.issuer) = \"y\"\n"));
}

TEST(Terraform, NamesEverythingOnce) {
  auto model = model_of({role_of("a"), role_of("a_b"), role_of("A-b"), role_of("1")});
  model.roles[0].policies = {{read("b_c"), permissions("*")}, {read("@"), permissions("*")}};
  model.roles[1].policies = {{read("c"), permissions("*")}, {read("trust"), permissions("*")}};
  model.roles[0].managed_policy_arns = {read("arn:aws:iam::aws:policy/x/ReadOnly"),
                                        read("arn:aws:iam::aws:policy/ReadOnly")};
  const auto emitted = emit(terraform_emitter(), model);
  const std::vector<std::string> expected = {"aws_iam_role.a",
                                             "aws_iam_role_policy.a_b_c",
                                             "aws_iam_role_policy.a",
                                             "aws_iam_role_policy_attachment.a_read_only",
                                             "aws_iam_role_policy_attachment.a_read_only_2",
                                             "aws_iam_role.a_b",
                                             "aws_iam_role_policy.a_b_c_2",
                                             "aws_iam_role_policy.a_b_trust_2",
                                             "aws_iam_role.a_b_2",
                                             "aws_iam_role._1"};
  EXPECT_EQ(emitted.files.at(0).claims, expected);
}

TEST(Terraform, UsesNoDeprecatedArgument) {
  auto model = model_of({role_of("a")});
  model.roles[0].policies = {{read("p"), permissions("${region}")}};
  model.roles[0].managed_policy_arns = {read("arn:aws:iam::aws:policy/ReadOnly")};
  const auto text = snippet(model);
  for (const auto* word : {"inline_policy", "managed_policy_arns", "aws_region.current.name", "provider \""})
    EXPECT_FALSE(holds(text, word)) << word;
}

TEST(Terraform, WritesDataSourceDocuments) {
  auto model = model_of({role_of("a")});
  auto& statement = model.roles[0].trust->statements[0];
  statement.principal = Principal{true, {}, {}};
  statement.condition = {{"Null", {{read("aws:PrincipalTag/x"), one("true")}}, {}}};
  model.roles[0].trust->id = read("doc");
  const auto text = snippet(model, {{"documents", "data-source"}});
  EXPECT_TRUE(text.starts_with(R"(data "aws_iam_policy_document" "a_trust" {
  policy_id = "doc"

  statement {
    effect  = "Allow"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Null"
      variable = "aws:PrincipalTag/x"
      values   = ["true"]
    }
  }
}
)")) << text;
  EXPECT_TRUE(holds(text, "assume_role_policy = data.aws_iam_policy_document.a_trust.json\n"));
}

TEST(Terraform, RefusesWhatADataSourceWouldRewrite) {
  auto model = model_of({role_of("a")});
  model.roles[0].policies = {{read("p"), permissions("arn:aws:s3:::b/&{x}")}};
  for (const auto& emitter : {terraform_emitter(), terraform_json_emitter()}) {
    const auto emitted = emit(emitter, model, {{"documents", "data-source"}});
    EXPECT_TRUE(emitted.files.empty());
    ASSERT_EQ(emitted.diagnostics.errors(), 1u);
    EXPECT_EQ(emitted.diagnostics.all()[0].code, Code::inexpressible);
    EXPECT_FALSE(emit(emitter, model).files.empty());
  }
}

TEST(Terraform, JsonKeepsDocumentsReadableUnderLocals) {
  auto model = model_of({role_of("a")});
  model.roles[0].policies = {{read("p"), permissions("arn:${partition}:s3:::${aws:username}")}};
  const auto emitted = emit(terraform_json_emitter(), model);
  Sources sources;
  Diagnostics diagnostics;
  const auto root = json::load(sources, sources.add("t", emitted["agent.tf.json"]), diagnostics);
  const auto* document = root.find("locals")->find("a_p");
  ASSERT_NE(document, nullptr);
  EXPECT_EQ(document->find("Statement")->items.at(0).find("Resource")->text,
            "arn:${data.aws_partition.current.partition}:s3:::$${aws:username}");
  EXPECT_EQ(root.find("resource")->find("aws_iam_role_policy")->find("a_p")->find("policy")->text,
            "${jsonencode(local.a_p)}");
  const std::vector<std::string> claims = {"data.aws_partition.current", "local.a_trust", "local.a_p", "aws_iam_role.a",
                                           "aws_iam_role_policy.a_p"};
  EXPECT_EQ(emitted.files[0].claims, claims);
}

const Settings as_module = {{"layout", "module"}};

TEST(TerraformModule, HasTheFilesOfAModule) {
  const auto emitted = emit(terraform_emitter(), model_of({role_of("a")}), as_module);
  std::vector<std::string> paths;
  for (const auto& file : emitted.files) paths.push_back(file.path);
  const std::vector<std::string> expected = {"main.tf",     "variables.tf", "outputs.tf",
                                             "versions.tf", "README.md",    "tests/roles.tftest.hcl"};
  EXPECT_EQ(paths, expected);
  EXPECT_EQ(emitted["variables.tf"], "");
  EXPECT_TRUE(emitted["outputs.tf"].starts_with("output \"role_arn\" {"));
}

TEST(TerraformModule, OutputsOfSeveralRolesAreNamedAndSorted) {
  const auto outputs = emit(terraform_emitter(), model_of({role_of("b"), role_of("a")}), as_module)["outputs.tf"];
  const auto at = [&](const char* name) { return outputs.find("output \"" + std::string(name) + "\""); };
  EXPECT_EQ(at("a_role_arn"), 0u);
  EXPECT_LT(at("a_role_name"), at("b_role_arn"));
  EXPECT_LT(at("b_role_arn"), at("b_role_name"));
  EXPECT_NE(at("b_role_name"), std::string::npos);
}

TEST(TerraformModule, TestBindsEveryValueInEachPartition) {
  auto model = model_of({role_of("a")});
  model.parameters = {{"bucket", {}, "[0-9]{12}", {}, {}}};
  model.roles[0].policies = {{read("p"), permissions("arn:${partition}:s3:::${bucket}.${dns_suffix}/${region}")}};
  const auto test = emit(terraform_emitter(), model, as_module)["tests/roles.tftest.hcl"];
  EXPECT_TRUE(holds(test, "variables {\n  bucket = \"123456789012\"\n}\n"));
  EXPECT_TRUE(holds(test, "Resource = \"arn:aws:s3:::123456789012.amazonaws.com/us-east-1\"\n"));
  EXPECT_TRUE(holds(test, "Resource = \"arn:aws-cn:s3:::123456789012.amazonaws.com.cn/cn-north-1\"\n"));
  EXPECT_TRUE(holds(test, "  expect_failures = [var.bucket]\n"));
}

TEST(TerraformModule, WarnsWhereNoValueFitsAParameter) {
  auto model = model_of({role_of("a")});
  model.parameters = {{"odd", {}, "qq[0-9]{7}zz", {}, {}}};
  model.roles[0].name = read("${odd}");
  const auto emitted = emit(terraform_emitter(), model, as_module);
  EXPECT_EQ(emitted["tests/roles.tftest.hcl"], "");
  ASSERT_EQ(emitted.diagnostics.all().size(), 1u);
  EXPECT_EQ(emitted.diagnostics.all()[0].code, Code::no_test);
  EXPECT_EQ(emitted.diagnostics.all()[0].severity, Severity::warning);
}

TEST(TerraformModule, ReadmeKeepsTheAuthorsWordsInTheirCell) {
  auto model = model_of({role_of("a")});
  model.parameters = {{"p", "a|b\n<i>", "x|`", "x", {}}};
  model.roles[0].name = read("${p}");
  const auto readme = emit(terraform_emitter(), model, as_module)["README.md"];
  EXPECT_TRUE(holds(readme, "| p | a\\|b \\<i\\> | `string` | `\"x\"` | no |\n")) << readme;
}

}  // namespace
}  // namespace rolecast
