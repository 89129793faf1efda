data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

data "aws_partition" "current" {}

resource "aws_iam_role" "agent_runtime" {
  name        = "AmazonBedrockAgentCoreRuntime-hello"
  description = "Execution role of an agent in AgentCore Runtime, from a container image"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "AssumeRolePolicy"
        Effect = "Allow"
        Principal = {
          Service = "bedrock-agentcore.amazonaws.com"
        }
        Action = "sts:AssumeRole"
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
          ArnLike = {
            "aws:SourceArn" = "arn:${data.aws_partition.current.partition}:bedrock-agentcore:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:*"
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy" "agent_runtime_agent_core_runtime" {
  name = "AgentCoreRuntime"
  role = aws_iam_role.agent_runtime.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "ECRImageAccess"
        Effect = "Allow"
        Action = [
          "ecr:BatchGetImage",
          "ecr:GetDownloadUrlForLayer",
        ]
        Resource = ["arn:${data.aws_partition.current.partition}:ecr:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:repository/agents/hello"]
      },
      {
        Sid    = "LogGroupAccess"
        Effect = "Allow"
        Action = [
          "logs:DescribeLogStreams",
          "logs:CreateLogGroup",
        ]
        Resource = ["arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:log-group:/aws/bedrock-agentcore/runtimes/*"]
      },
      {
        Sid      = "LogResourcePolicy"
        Effect   = "Allow"
        Action   = ["logs:PutResourcePolicy"]
        Resource = ["arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:log-group:/aws/bedrock-agentcore/runtimes/hello-*"]
      },
      {
        Sid      = "DescribeLogGroups"
        Effect   = "Allow"
        Action   = ["logs:DescribeLogGroups"]
        Resource = ["arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:log-group:*"]
      },
      {
        Sid    = "LogStreamAccess"
        Effect = "Allow"
        Action = [
          "logs:CreateLogStream",
          "logs:PutLogEvents",
        ]
        Resource = ["arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:log-group:/aws/bedrock-agentcore/runtimes/*:log-stream:*"]
      },
      {
        Sid      = "ECRTokenAccess"
        Effect   = "Allow"
        Action   = ["ecr:GetAuthorizationToken"]
        Resource = ["*"]
      },
      {
        Sid    = "XRayAccess"
        Effect = "Allow"
        Action = [
          "xray:PutTraceSegments",
          "xray:PutTelemetryRecords",
          "xray:GetSamplingRules",
          "xray:GetSamplingTargets",
        ]
        Resource = ["*"]
      },
      {
        Sid      = "CloudWatchMetrics"
        Effect   = "Allow"
        Action   = ["cloudwatch:PutMetricData"]
        Resource = ["*"]
        Condition = {
          StringEquals = {
            "cloudwatch:namespace" = "bedrock-agentcore"
          }
        }
      },
      {
        Sid    = "BedrockModelInvocation"
        Effect = "Allow"
        Action = [
          "bedrock:InvokeModel",
          "bedrock:InvokeModelWithResponseStream",
        ]
        Resource = [
          "arn:${data.aws_partition.current.partition}:bedrock:*::foundation-model/*",
          "arn:${data.aws_partition.current.partition}:bedrock:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:*",
        ]
      },
    ]
  })
}

resource "aws_iam_role" "deployer" {
  name        = "AgentCoreVpcDeployer"
  description = "Deploys agents into the subnets that are approved"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "AccountMayAssume"
        Effect = "Allow"
        Principal = {
          AWS = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"
        }
        Action = "sts:AssumeRole"
      },
    ]
  })
}

resource "aws_iam_role_policy" "deployer_agent_core_service_linked_roles" {
  name = "AgentCoreServiceLinkedRoles"
  role = aws_iam_role.deployer.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "RuntimeIdentitySLR"
        Effect   = "Allow"
        Action   = ["iam:CreateServiceLinkedRole"]
        Resource = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/aws-service-role/runtime-identity.bedrock-agentcore.amazonaws.com/AWSServiceRoleForBedrockAgentCoreRuntimeIdentity"]
        Condition = {
          StringEquals = {
            "iam:AWSServiceName" = "runtime-identity.bedrock-agentcore.amazonaws.com"
          }
        }
      },
      {
        Sid      = "NetworkSLR"
        Effect   = "Allow"
        Action   = ["iam:CreateServiceLinkedRole"]
        Resource = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/aws-service-role/network.bedrock-agentcore.amazonaws.com/AWSServiceRoleForBedrockAgentCoreNetwork"]
        Condition = {
          StringEquals = {
            "iam:AWSServiceName" = "network.bedrock-agentcore.amazonaws.com"
          }
        }
      },
      {
        Sid      = "GatewayNetworkSLR"
        Effect   = "Allow"
        Action   = ["iam:CreateServiceLinkedRole"]
        Resource = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/aws-service-role/bedrock-agentcore.amazonaws.com/AWSServiceRoleForBedrockAgentCoreGatewayNetwork"]
        Condition = {
          StringEquals = {
            "iam:AWSServiceName" = "bedrock-agentcore.amazonaws.com"
          }
        }
      },
      {
        Sid      = "IdentityNetworkSLR"
        Effect   = "Allow"
        Action   = ["iam:CreateServiceLinkedRole"]
        Resource = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/aws-service-role/identity-network.bedrock-agentcore.amazonaws.com/AWSServiceRoleForBedrockAgentCoreIdentity"]
        Condition = {
          StringEquals = {
            "iam:AWSServiceName" = "identity-network.bedrock-agentcore.amazonaws.com"
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy" "deployer_deployment" {
  name = "Deployment"
  role = aws_iam_role.deployer.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "CreateRuntime"
        Effect   = "Allow"
        Action   = "bedrock-agentcore:CreateAgentRuntime"
        Resource = "*"
      },
      {
        Sid      = "PassExecutionRole"
        Effect   = "Allow"
        Action   = "iam:PassRole"
        Resource = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/AmazonBedrockAgentCoreRuntime-hello"
        Condition = {
          StringEquals = {
            "iam:PassedToService" = "bedrock-agentcore.amazonaws.com"
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy" "deployer_approved_subnets" {
  name = "ApprovedSubnets"
  role = aws_iam_role.deployer.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "DenyOtherSubnets"
        Effect = "Deny"
        Action = [
          "bedrock-agentcore:CreateAgentRuntime",
          "bedrock-agentcore:UpdateAgentRuntime",
        ]
        Resource = "*"
        Condition = {
          "ForAnyValue:StringNotEquals" = {
            "bedrock-agentcore:subnets" = [
              "subnet-0a1b2c3d",
              "subnet-4e5f6a7b",
            ]
          }
        }
      },
      {
        Sid    = "DenyNoSubnet"
        Effect = "Deny"
        Action = [
          "bedrock-agentcore:CreateAgentRuntime",
          "bedrock-agentcore:UpdateAgentRuntime",
        ]
        Resource = "*"
        Condition = {
          Null = {
            "bedrock-agentcore:subnets" = "true"
          }
        }
      },
    ]
  })
}

import {
  to = aws_iam_role.agent_runtime
  id = "AmazonBedrockAgentCoreRuntime-hello"
}

import {
  to = aws_iam_role_policy.agent_runtime_agent_core_runtime
  id = "AmazonBedrockAgentCoreRuntime-hello:AgentCoreRuntime"
}

import {
  to = aws_iam_role.deployer
  id = "AgentCoreVpcDeployer"
}

import {
  to = aws_iam_role_policy.deployer_agent_core_service_linked_roles
  id = "AgentCoreVpcDeployer:AgentCoreServiceLinkedRoles"
}

import {
  to = aws_iam_role_policy.deployer_deployment
  id = "AgentCoreVpcDeployer:Deployment"
}

import {
  to = aws_iam_role_policy.deployer_approved_subnets
  id = "AgentCoreVpcDeployer:ApprovedSubnets"
}
