variable "code_bucket" {
  description = "S3 bucket that holds the archive"
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.code_bucket))
    error_message = "The value of code_bucket must match ^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$."
  }
}

variable "code_kms_key_id" {
  description = "Id of the KMS key that the archive is encrypted with; none where it is not a key of your own"
  type        = string
  default     = "none"

  validation {
    condition     = can(regex("^[a-z0-9-]{4,128}$", var.code_kms_key_id))
    error_message = "The value of code_kms_key_id must match ^[a-z0-9-]{4,128}$."
  }
}

data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

data "aws_partition" "current" {}

resource "aws_iam_role" "agent_runtime" {
  name        = "AmazonBedrockAgentCoreRuntime-hello"
  description = "Execution role of an agent in AgentCore Runtime, from a zip archive"
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

resource "aws_iam_role" "code_artifact" {
  name        = "AgentCoreCodeArtifact"
  description = "Reads the zip archive of an agent when its runtime is created or updated"
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

resource "aws_iam_role_policy" "code_artifact_agent_core_code_artifact" {
  name = "AgentCoreCodeArtifact"
  role = aws_iam_role.code_artifact.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ReadCodeArtifact"
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = ["arn:${data.aws_partition.current.partition}:s3:::${var.code_bucket}/hello/*"]
      },
      {
        Sid      = "DecryptCodeArtifact"
        Effect   = "Allow"
        Action   = ["kms:Decrypt"]
        Resource = ["arn:${data.aws_partition.current.partition}:kms:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:key/${var.code_kms_key_id}"]
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
  to = aws_iam_role.code_artifact
  id = "AgentCoreCodeArtifact"
}

import {
  to = aws_iam_role_policy.code_artifact_agent_core_code_artifact
  id = "AgentCoreCodeArtifact:AgentCoreCodeArtifact"
}
