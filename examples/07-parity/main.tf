# What the constructs of the AgentCore CLI (@aws/agentcore-cdk) grant the role, written as Terraform.
variable "agent_name" {
  type = string
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.id
  account   = data.aws_caller_identity.current.account_id
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["bedrock-agentcore.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "permissions" {
  statement {
    actions = [
      "bedrock:InvokeModel",
      "bedrock:InvokeModelWithResponseStream",
      "bedrock:CountTokens",
    ]
    resources = [
      "arn:${local.partition}:bedrock:*::foundation-model/*",
      "arn:${local.partition}:bedrock:*:${local.account}:inference-profile/*",
    ]
  }
  statement {
    actions = [
      "ecr:BatchGetImage",
      "ecr:GetDownloadUrlForLayer",
      "ecr:BatchCheckLayerAvailability",
    ]
    resources = ["arn:${local.partition}:ecr:${local.region}:${local.account}:repository/*"]
  }
  statement {
    actions = [
      "ecr:GetAuthorizationToken",
      "logs:DescribeLogGroups",
      "xray:PutTraceSegments",
      "xray:PutTelemetryRecords",
    ]
    resources = ["*"]
  }
  statement {
    actions = [
      "logs:CreateLogGroup",
      "logs:CreateLogStream",
      "logs:DescribeLogStreams",
      "logs:FilterLogEvents",
      "logs:GetLogEvents",
      "logs:PutLogEvents",
      "logs:PutResourcePolicy",
    ]
    resources = ["arn:${local.partition}:logs:${local.region}:${local.account}:log-group:/aws/bedrock-agentcore/runtimes/*"]
  }
  statement {
    actions = [
      "bedrock-agentcore:CreateConfigurationBundle",
      "bedrock-agentcore:DeleteConfigurationBundle",
      "bedrock-agentcore:GetConfigurationBundle",
      "bedrock-agentcore:GetConfigurationBundleVersion",
      "bedrock-agentcore:ListConfigurationBundleVersions",
      "bedrock-agentcore:ListConfigurationBundles",
      "bedrock-agentcore:UpdateConfigurationBundle",
    ]
    resources = ["arn:aws:bedrock-agentcore:*:*:configuration-bundle/*"]
  }
}

resource "aws_iam_role" "agent_runtime" {
  name               = "AmazonBedrockAgentCoreRuntime-${var.agent_name}"
  description        = "Execution role of the agent ${var.agent_name} in AgentCore Runtime"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy" "agent_runtime" {
  name   = "AgentCoreRuntime"
  role   = aws_iam_role.agent_runtime.id
  policy = data.aws_iam_policy_document.permissions.json
}
