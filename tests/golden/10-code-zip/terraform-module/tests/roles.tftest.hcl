mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = {
      account_id = "123456789012"
    }
  }

  mock_data "aws_partition" {
    defaults = {
      partition = "aws"
    }
  }

  mock_data "aws_region" {
    defaults = {
      id = "us-east-1"
    }
  }
}

variables {
  code_bucket = "example"
}

run "aws" {
  command = plan

  assert {
    condition = jsonencode(jsondecode(aws_iam_role.agent_runtime.assume_role_policy)) == jsonencode({
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
              "aws:SourceAccount" = "123456789012"
            }
            ArnLike = {
              "aws:SourceArn" = "arn:aws:bedrock-agentcore:us-east-1:123456789012:*"
            }
          }
        },
      ]
    })
    error_message = "aws_iam_role.agent_runtime.assume_role_policy is not what the role file says."
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role_policy.agent_runtime_agent_core_runtime.policy)) == jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid    = "LogGroupAccess"
          Effect = "Allow"
          Action = [
            "logs:DescribeLogStreams",
            "logs:CreateLogGroup",
          ]
          Resource = ["arn:aws:logs:us-east-1:123456789012:log-group:/aws/bedrock-agentcore/runtimes/*"]
        },
        {
          Sid      = "LogResourcePolicy"
          Effect   = "Allow"
          Action   = ["logs:PutResourcePolicy"]
          Resource = ["arn:aws:logs:us-east-1:123456789012:log-group:/aws/bedrock-agentcore/runtimes/hello-*"]
        },
        {
          Sid      = "DescribeLogGroups"
          Effect   = "Allow"
          Action   = ["logs:DescribeLogGroups"]
          Resource = ["arn:aws:logs:us-east-1:123456789012:log-group:*"]
        },
        {
          Sid    = "LogStreamAccess"
          Effect = "Allow"
          Action = [
            "logs:CreateLogStream",
            "logs:PutLogEvents",
          ]
          Resource = ["arn:aws:logs:us-east-1:123456789012:log-group:/aws/bedrock-agentcore/runtimes/*:log-stream:*"]
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
            "arn:aws:bedrock:*::foundation-model/*",
            "arn:aws:bedrock:us-east-1:123456789012:*",
          ]
        },
      ]
    })
    error_message = "aws_iam_role_policy.agent_runtime_agent_core_runtime.policy is not what the role file says."
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role.code_artifact.assume_role_policy)) == jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid    = "AccountMayAssume"
          Effect = "Allow"
          Principal = {
            AWS = "arn:aws:iam::123456789012:root"
          }
          Action = "sts:AssumeRole"
        },
      ]
    })
    error_message = "aws_iam_role.code_artifact.assume_role_policy is not what the role file says."
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role_policy.code_artifact_agent_core_code_artifact.policy)) == jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid      = "ReadCodeArtifact"
          Effect   = "Allow"
          Action   = ["s3:GetObject"]
          Resource = ["arn:aws:s3:::example/hello/*"]
        },
        {
          Sid      = "DecryptCodeArtifact"
          Effect   = "Allow"
          Action   = ["kms:Decrypt"]
          Resource = ["arn:aws:kms:us-east-1:123456789012:key/none"]
        },
      ]
    })
    error_message = "aws_iam_role_policy.code_artifact_agent_core_code_artifact.policy is not what the role file says."
  }
}

run "aws_cn" {
  command = plan

  override_data {
    target = data.aws_caller_identity.current
    values = {
      account_id = "123456789012"
    }
  }

  override_data {
    target = data.aws_partition.current
    values = {
      partition = "aws-cn"
    }
  }

  override_data {
    target = data.aws_region.current
    values = {
      id = "cn-north-1"
    }
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role.agent_runtime.assume_role_policy)) == jsonencode({
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
              "aws:SourceAccount" = "123456789012"
            }
            ArnLike = {
              "aws:SourceArn" = "arn:aws-cn:bedrock-agentcore:cn-north-1:123456789012:*"
            }
          }
        },
      ]
    })
    error_message = "aws_iam_role.agent_runtime.assume_role_policy is not what the role file says."
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role_policy.agent_runtime_agent_core_runtime.policy)) == jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid    = "LogGroupAccess"
          Effect = "Allow"
          Action = [
            "logs:DescribeLogStreams",
            "logs:CreateLogGroup",
          ]
          Resource = ["arn:aws-cn:logs:cn-north-1:123456789012:log-group:/aws/bedrock-agentcore/runtimes/*"]
        },
        {
          Sid      = "LogResourcePolicy"
          Effect   = "Allow"
          Action   = ["logs:PutResourcePolicy"]
          Resource = ["arn:aws-cn:logs:cn-north-1:123456789012:log-group:/aws/bedrock-agentcore/runtimes/hello-*"]
        },
        {
          Sid      = "DescribeLogGroups"
          Effect   = "Allow"
          Action   = ["logs:DescribeLogGroups"]
          Resource = ["arn:aws-cn:logs:cn-north-1:123456789012:log-group:*"]
        },
        {
          Sid    = "LogStreamAccess"
          Effect = "Allow"
          Action = [
            "logs:CreateLogStream",
            "logs:PutLogEvents",
          ]
          Resource = ["arn:aws-cn:logs:cn-north-1:123456789012:log-group:/aws/bedrock-agentcore/runtimes/*:log-stream:*"]
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
            "arn:aws-cn:bedrock:*::foundation-model/*",
            "arn:aws-cn:bedrock:cn-north-1:123456789012:*",
          ]
        },
      ]
    })
    error_message = "aws_iam_role_policy.agent_runtime_agent_core_runtime.policy is not what the role file says."
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role.code_artifact.assume_role_policy)) == jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid    = "AccountMayAssume"
          Effect = "Allow"
          Principal = {
            AWS = "arn:aws-cn:iam::123456789012:root"
          }
          Action = "sts:AssumeRole"
        },
      ]
    })
    error_message = "aws_iam_role.code_artifact.assume_role_policy is not what the role file says."
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role_policy.code_artifact_agent_core_code_artifact.policy)) == jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid      = "ReadCodeArtifact"
          Effect   = "Allow"
          Action   = ["s3:GetObject"]
          Resource = ["arn:aws-cn:s3:::example/hello/*"]
        },
        {
          Sid      = "DecryptCodeArtifact"
          Effect   = "Allow"
          Action   = ["kms:Decrypt"]
          Resource = ["arn:aws-cn:kms:cn-north-1:123456789012:key/none"]
        },
      ]
    })
    error_message = "aws_iam_role_policy.code_artifact_agent_core_code_artifact.policy is not what the role file says."
  }
}

run "rejects_code_bucket" {
  command         = plan
  expect_failures = [var.code_bucket]

  variables {
    code_bucket = ""
  }
}

run "rejects_code_kms_key_id" {
  command         = plan
  expect_failures = [var.code_kms_key_id]

  variables {
    code_kms_key_id = ""
  }
}
