variable "agent_name" {
  description = "Name of the agent in AgentCore Runtime"
  type        = string
  default     = "orders"

  validation {
    condition     = can(regex("^[a-zA-Z][a-zA-Z0-9_]{0,33}$", var.agent_name))
    error_message = "The value of agent_name must match ^[a-zA-Z][a-zA-Z0-9_]{0,33}$."
  }
}

variable "code_bucket" {
  description = "S3 bucket that holds the zip archive of the agent"
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.code_bucket))
    error_message = "The value of code_bucket must match ^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$."
  }
}

variable "gateway_id" {
  description = "Id of the gateway in AgentCore Gateway"
  type        = string

  validation {
    condition     = can(regex("^[0-9a-z][0-9a-z-]{0,199}-[0-9a-z]{10}$", var.gateway_id))
    error_message = "The value of gateway_id must match ^[0-9a-z][0-9a-z-]{0,199}-[0-9a-z]{10}$."
  }
}

data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

data "aws_partition" "current" {}

data "aws_iam_policy_document" "agent_trust" {
  statement {
    sid     = "AssumeRolePolicy"
    effect  = "Allow"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["bedrock-agentcore.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:${data.aws_partition.current.partition}:bedrock-agentcore:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:*"]
    }
  }
}

resource "aws_iam_role" "agent" {
  name                 = "AmazonBedrockAgentCoreRuntime-${var.agent_name}"
  description          = "Execution role of an agent in AgentCore Runtime, from a zip archive"
  permissions_boundary = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:policy/agent-boundary"
  assume_role_policy   = data.aws_iam_policy_document.agent_trust.json
  tags = {
    team  = "orders"
    agent = var.agent_name
  }
}

data "aws_iam_policy_document" "agent_agent_core_runtime" {
  statement {
    sid    = "LogGroupAccess"
    effect = "Allow"
    actions = [
      "logs:DescribeLogStreams",
      "logs:CreateLogGroup",
    ]
    resources = ["arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:log-group:/aws/bedrock-agentcore/runtimes/*"]
  }

  statement {
    sid       = "LogResourcePolicy"
    effect    = "Allow"
    actions   = ["logs:PutResourcePolicy"]
    resources = ["arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:log-group:/aws/bedrock-agentcore/runtimes/${var.agent_name}-*"]
  }

  statement {
    sid       = "DescribeLogGroups"
    effect    = "Allow"
    actions   = ["logs:DescribeLogGroups"]
    resources = ["arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:log-group:*"]
  }

  statement {
    sid    = "LogStreamAccess"
    effect = "Allow"
    actions = [
      "logs:CreateLogStream",
      "logs:PutLogEvents",
    ]
    resources = ["arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:log-group:/aws/bedrock-agentcore/runtimes/*:log-stream:*"]
  }

  statement {
    sid    = "XRayAccess"
    effect = "Allow"
    actions = [
      "xray:PutTraceSegments",
      "xray:PutTelemetryRecords",
      "xray:GetSamplingRules",
      "xray:GetSamplingTargets",
    ]
    resources = ["*"]
  }

  statement {
    sid       = "CloudWatchMetrics"
    effect    = "Allow"
    actions   = ["cloudwatch:PutMetricData"]
    resources = ["*"]

    condition {
      test     = "StringEquals"
      variable = "cloudwatch:namespace"
      values   = ["bedrock-agentcore"]
    }
  }

  statement {
    sid    = "BedrockModelInvocation"
    effect = "Allow"
    actions = [
      "bedrock:InvokeModel",
      "bedrock:InvokeModelWithResponseStream",
    ]
    resources = [
      "arn:${data.aws_partition.current.partition}:bedrock:*::foundation-model/*",
      "arn:${data.aws_partition.current.partition}:bedrock:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:*",
    ]
  }
}

resource "aws_iam_role_policy" "agent_agent_core_runtime" {
  name   = "AgentCoreRuntime"
  role   = aws_iam_role.agent.name
  policy = data.aws_iam_policy_document.agent_agent_core_runtime.json
}

data "aws_iam_policy_document" "agent_agent_core_gateway" {
  statement {
    sid       = "AgentCoreGatewayAccess"
    effect    = "Allow"
    actions   = ["bedrock-agentcore:InvokeGateway"]
    resources = ["arn:${data.aws_partition.current.partition}:bedrock-agentcore:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:gateway/${var.gateway_id}"]
  }
}

resource "aws_iam_role_policy" "agent_agent_core_gateway" {
  name   = "AgentCoreGateway"
  role   = aws_iam_role.agent.name
  policy = data.aws_iam_policy_document.agent_agent_core_gateway.json
}

data "aws_iam_policy_document" "tool_gateway_trust" {
  statement {
    sid     = "GatewayAssumeRolePolicy"
    effect  = "Allow"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["bedrock-agentcore.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:${data.aws_partition.current.partition}:bedrock-agentcore:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:gateway/${var.agent_name}-*"]
    }
  }
}

resource "aws_iam_role" "tool_gateway" {
  name               = "AmazonBedrockAgentCoreGateway-${var.agent_name}"
  description        = "Service role of the gateway in front of the tools of ${var.agent_name}"
  assume_role_policy = data.aws_iam_policy_document.tool_gateway_trust.json
  tags = {
    team = "orders"
  }
}

data "aws_iam_policy_document" "tool_gateway_tools" {
  statement {
    sid       = "InvokeToolFunctions"
    effect    = "Allow"
    actions   = ["lambda:InvokeFunction"]
    resources = ["arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:function:${var.agent_name}-tool-*"]
  }
}

resource "aws_iam_role_policy" "tool_gateway_tools" {
  name   = "Tools"
  role   = aws_iam_role.tool_gateway.name
  policy = data.aws_iam_policy_document.tool_gateway_tools.json
}

data "aws_iam_policy_document" "deployer_trust" {
  statement {
    sid     = "MainBranch"
    effect  = "Allow"
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:oidc-provider/token.actions.githubusercontent.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:aud"
      values   = ["sts.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["repo:example-org/orders-agent:ref:refs/heads/main"]
    }
  }
}

resource "aws_iam_role" "deployer" {
  name                 = "agent-deployer-${var.agent_name}"
  path                 = "/deploy/"
  description          = "Creates and updates the agent ${var.agent_name} from its repository's main branch"
  max_session_duration = 7200
  permissions_boundary = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:policy/agent-boundary"
  assume_role_policy   = data.aws_iam_policy_document.deployer_trust.json
  tags = {
    team      = "orders"
    "used by" = "GitHub Actions"
  }
}

data "aws_iam_policy_document" "deployer_pass_execution_roles" {
  statement {
    sid     = "PassExecutionRoles"
    effect  = "Allow"
    actions = ["iam:PassRole"]
    resources = [
      "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/AmazonBedrockAgentCoreRuntime-${var.agent_name}",
      "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/AmazonBedrockAgentCoreGateway-${var.agent_name}",
    ]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["bedrock-agentcore.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "deployer_pass_execution_roles" {
  name   = "PassExecutionRoles"
  role   = aws_iam_role.deployer.name
  policy = data.aws_iam_policy_document.deployer_pass_execution_roles.json
}

data "aws_iam_policy_document" "deployer_code_archive" {
  statement {
    sid    = "UploadCode"
    effect = "Allow"
    actions = [
      "s3:GetObject",
      "s3:PutObject",
    ]
    resources = ["arn:${data.aws_partition.current.partition}:s3:::${var.code_bucket}/${var.agent_name}/*"]
  }
}

resource "aws_iam_role_policy" "deployer_code_archive" {
  name   = "CodeArchive"
  role   = aws_iam_role.deployer.name
  policy = data.aws_iam_policy_document.deployer_code_archive.json
}

resource "aws_iam_role_policy_attachment" "deployer_bedrock_agent_core_full_access" {
  role       = aws_iam_role.deployer.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/BedrockAgentCoreFullAccess"
}
