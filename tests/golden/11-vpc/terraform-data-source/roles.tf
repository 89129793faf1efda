data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

data "aws_partition" "current" {}

data "aws_iam_policy_document" "agent_runtime_trust" {
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

resource "aws_iam_role" "agent_runtime" {
  name               = "AmazonBedrockAgentCoreRuntime-hello"
  description        = "Execution role of an agent in AgentCore Runtime, from a container image"
  assume_role_policy = data.aws_iam_policy_document.agent_runtime_trust.json
}

data "aws_iam_policy_document" "agent_runtime_agent_core_runtime" {
  statement {
    sid    = "ECRImageAccess"
    effect = "Allow"
    actions = [
      "ecr:BatchGetImage",
      "ecr:GetDownloadUrlForLayer",
    ]
    resources = ["arn:${data.aws_partition.current.partition}:ecr:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:repository/agents/hello"]
  }

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
    resources = ["arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:log-group:/aws/bedrock-agentcore/runtimes/hello-*"]
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
    sid       = "ECRTokenAccess"
    effect    = "Allow"
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"]
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

resource "aws_iam_role_policy" "agent_runtime_agent_core_runtime" {
  name   = "AgentCoreRuntime"
  role   = aws_iam_role.agent_runtime.name
  policy = data.aws_iam_policy_document.agent_runtime_agent_core_runtime.json
}

data "aws_iam_policy_document" "deployer_trust" {
  statement {
    sid     = "AccountMayAssume"
    effect  = "Allow"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }
}

resource "aws_iam_role" "deployer" {
  name               = "AgentCoreVpcDeployer"
  description        = "Deploys agents into the subnets that are approved"
  assume_role_policy = data.aws_iam_policy_document.deployer_trust.json
}

data "aws_iam_policy_document" "deployer_agent_core_service_linked_roles" {
  statement {
    sid       = "RuntimeIdentitySLR"
    effect    = "Allow"
    actions   = ["iam:CreateServiceLinkedRole"]
    resources = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/aws-service-role/runtime-identity.bedrock-agentcore.amazonaws.com/AWSServiceRoleForBedrockAgentCoreRuntimeIdentity"]

    condition {
      test     = "StringEquals"
      variable = "iam:AWSServiceName"
      values   = ["runtime-identity.bedrock-agentcore.amazonaws.com"]
    }
  }

  statement {
    sid       = "NetworkSLR"
    effect    = "Allow"
    actions   = ["iam:CreateServiceLinkedRole"]
    resources = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/aws-service-role/network.bedrock-agentcore.amazonaws.com/AWSServiceRoleForBedrockAgentCoreNetwork"]

    condition {
      test     = "StringEquals"
      variable = "iam:AWSServiceName"
      values   = ["network.bedrock-agentcore.amazonaws.com"]
    }
  }

  statement {
    sid       = "GatewayNetworkSLR"
    effect    = "Allow"
    actions   = ["iam:CreateServiceLinkedRole"]
    resources = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/aws-service-role/bedrock-agentcore.amazonaws.com/AWSServiceRoleForBedrockAgentCoreGatewayNetwork"]

    condition {
      test     = "StringEquals"
      variable = "iam:AWSServiceName"
      values   = ["bedrock-agentcore.amazonaws.com"]
    }
  }

  statement {
    sid       = "IdentityNetworkSLR"
    effect    = "Allow"
    actions   = ["iam:CreateServiceLinkedRole"]
    resources = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/aws-service-role/identity-network.bedrock-agentcore.amazonaws.com/AWSServiceRoleForBedrockAgentCoreIdentity"]

    condition {
      test     = "StringEquals"
      variable = "iam:AWSServiceName"
      values   = ["identity-network.bedrock-agentcore.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "deployer_agent_core_service_linked_roles" {
  name   = "AgentCoreServiceLinkedRoles"
  role   = aws_iam_role.deployer.name
  policy = data.aws_iam_policy_document.deployer_agent_core_service_linked_roles.json
}

data "aws_iam_policy_document" "deployer_deployment" {
  statement {
    sid       = "CreateRuntime"
    effect    = "Allow"
    actions   = ["bedrock-agentcore:CreateAgentRuntime"]
    resources = ["*"]
  }

  statement {
    sid       = "PassExecutionRole"
    effect    = "Allow"
    actions   = ["iam:PassRole"]
    resources = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/AmazonBedrockAgentCoreRuntime-hello"]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["bedrock-agentcore.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "deployer_deployment" {
  name   = "Deployment"
  role   = aws_iam_role.deployer.name
  policy = data.aws_iam_policy_document.deployer_deployment.json
}

data "aws_iam_policy_document" "deployer_approved_subnets" {
  statement {
    sid    = "DenyOtherSubnets"
    effect = "Deny"
    actions = [
      "bedrock-agentcore:CreateAgentRuntime",
      "bedrock-agentcore:UpdateAgentRuntime",
    ]
    resources = ["*"]

    condition {
      test     = "ForAnyValue:StringNotEquals"
      variable = "bedrock-agentcore:subnets"
      values = [
        "subnet-0a1b2c3d",
        "subnet-4e5f6a7b",
      ]
    }
  }

  statement {
    sid    = "DenyNoSubnet"
    effect = "Deny"
    actions = [
      "bedrock-agentcore:CreateAgentRuntime",
      "bedrock-agentcore:UpdateAgentRuntime",
    ]
    resources = ["*"]

    condition {
      test     = "Null"
      variable = "bedrock-agentcore:subnets"
      values   = ["true"]
    }
  }
}

resource "aws_iam_role_policy" "deployer_approved_subnets" {
  name   = "ApprovedSubnets"
  role   = aws_iam_role.deployer.name
  policy = data.aws_iam_policy_document.deployer_approved_subnets.json
}
