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
  gateway_id  = "example-0123456789"
}

run "aws" {
  command = plan

  assert {
    condition = jsonencode(jsondecode(aws_iam_role.agent.assume_role_policy)) == jsonencode({
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
    error_message = "aws_iam_role.agent.assume_role_policy is not what the role file says."
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role_policy.agent_agent_core_runtime.policy)) == jsonencode({
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
          Resource = ["arn:aws:logs:us-east-1:123456789012:log-group:/aws/bedrock-agentcore/runtimes/orders-*"]
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
    error_message = "aws_iam_role_policy.agent_agent_core_runtime.policy is not what the role file says."
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role_policy.agent_agent_core_gateway.policy)) == jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid      = "AgentCoreGatewayAccess"
          Effect   = "Allow"
          Action   = ["bedrock-agentcore:InvokeGateway"]
          Resource = ["arn:aws:bedrock-agentcore:us-east-1:123456789012:gateway/example-0123456789"]
        },
      ]
    })
    error_message = "aws_iam_role_policy.agent_agent_core_gateway.policy is not what the role file says."
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role.tool_gateway.assume_role_policy)) == jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid    = "GatewayAssumeRolePolicy"
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
              "aws:SourceArn" = "arn:aws:bedrock-agentcore:us-east-1:123456789012:gateway/orders-*"
            }
          }
        },
      ]
    })
    error_message = "aws_iam_role.tool_gateway.assume_role_policy is not what the role file says."
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role_policy.tool_gateway_tools.policy)) == jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid      = "InvokeToolFunctions"
          Effect   = "Allow"
          Action   = "lambda:InvokeFunction"
          Resource = "arn:aws:lambda:us-east-1:123456789012:function:orders-tool-*"
        },
      ]
    })
    error_message = "aws_iam_role_policy.tool_gateway_tools.policy is not what the role file says."
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role.deployer.assume_role_policy)) == jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid    = "MainBranch"
          Effect = "Allow"
          Principal = {
            Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
          }
          Action = "sts:AssumeRoleWithWebIdentity"
          Condition = {
            StringEquals = {
              "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
              "token.actions.githubusercontent.com:sub" = "repo:example-org/orders-agent:ref:refs/heads/main"
            }
          }
        },
      ]
    })
    error_message = "aws_iam_role.deployer.assume_role_policy is not what the role file says."
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role_policy.deployer_pass_execution_roles.policy)) == jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid    = "PassExecutionRoles"
          Effect = "Allow"
          Action = "iam:PassRole"
          Resource = [
            "arn:aws:iam::123456789012:role/AmazonBedrockAgentCoreRuntime-orders",
            "arn:aws:iam::123456789012:role/AmazonBedrockAgentCoreGateway-orders",
          ]
          Condition = {
            StringEquals = {
              "iam:PassedToService" = "bedrock-agentcore.amazonaws.com"
            }
          }
        },
      ]
    })
    error_message = "aws_iam_role_policy.deployer_pass_execution_roles.policy is not what the role file says."
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role_policy.deployer_code_archive.policy)) == jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid    = "UploadCode"
          Effect = "Allow"
          Action = [
            "s3:GetObject",
            "s3:PutObject",
          ]
          Resource = "arn:aws:s3:::example/orders/*"
        },
      ]
    })
    error_message = "aws_iam_role_policy.deployer_code_archive.policy is not what the role file says."
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
    condition = jsonencode(jsondecode(aws_iam_role.agent.assume_role_policy)) == jsonencode({
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
    error_message = "aws_iam_role.agent.assume_role_policy is not what the role file says."
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role_policy.agent_agent_core_runtime.policy)) == jsonencode({
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
          Resource = ["arn:aws-cn:logs:cn-north-1:123456789012:log-group:/aws/bedrock-agentcore/runtimes/orders-*"]
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
    error_message = "aws_iam_role_policy.agent_agent_core_runtime.policy is not what the role file says."
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role_policy.agent_agent_core_gateway.policy)) == jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid      = "AgentCoreGatewayAccess"
          Effect   = "Allow"
          Action   = ["bedrock-agentcore:InvokeGateway"]
          Resource = ["arn:aws-cn:bedrock-agentcore:cn-north-1:123456789012:gateway/example-0123456789"]
        },
      ]
    })
    error_message = "aws_iam_role_policy.agent_agent_core_gateway.policy is not what the role file says."
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role.tool_gateway.assume_role_policy)) == jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid    = "GatewayAssumeRolePolicy"
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
              "aws:SourceArn" = "arn:aws-cn:bedrock-agentcore:cn-north-1:123456789012:gateway/orders-*"
            }
          }
        },
      ]
    })
    error_message = "aws_iam_role.tool_gateway.assume_role_policy is not what the role file says."
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role_policy.tool_gateway_tools.policy)) == jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid      = "InvokeToolFunctions"
          Effect   = "Allow"
          Action   = "lambda:InvokeFunction"
          Resource = "arn:aws-cn:lambda:cn-north-1:123456789012:function:orders-tool-*"
        },
      ]
    })
    error_message = "aws_iam_role_policy.tool_gateway_tools.policy is not what the role file says."
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role.deployer.assume_role_policy)) == jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid    = "MainBranch"
          Effect = "Allow"
          Principal = {
            Federated = "arn:aws-cn:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
          }
          Action = "sts:AssumeRoleWithWebIdentity"
          Condition = {
            StringEquals = {
              "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
              "token.actions.githubusercontent.com:sub" = "repo:example-org/orders-agent:ref:refs/heads/main"
            }
          }
        },
      ]
    })
    error_message = "aws_iam_role.deployer.assume_role_policy is not what the role file says."
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role_policy.deployer_pass_execution_roles.policy)) == jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid    = "PassExecutionRoles"
          Effect = "Allow"
          Action = "iam:PassRole"
          Resource = [
            "arn:aws-cn:iam::123456789012:role/AmazonBedrockAgentCoreRuntime-orders",
            "arn:aws-cn:iam::123456789012:role/AmazonBedrockAgentCoreGateway-orders",
          ]
          Condition = {
            StringEquals = {
              "iam:PassedToService" = "bedrock-agentcore.amazonaws.com"
            }
          }
        },
      ]
    })
    error_message = "aws_iam_role_policy.deployer_pass_execution_roles.policy is not what the role file says."
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role_policy.deployer_code_archive.policy)) == jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid    = "UploadCode"
          Effect = "Allow"
          Action = [
            "s3:GetObject",
            "s3:PutObject",
          ]
          Resource = "arn:aws-cn:s3:::example/orders/*"
        },
      ]
    })
    error_message = "aws_iam_role_policy.deployer_code_archive.policy is not what the role file says."
  }
}

run "rejects_agent_name" {
  command         = plan
  expect_failures = [var.agent_name]

  variables {
    agent_name = ""
  }
}

run "rejects_code_bucket" {
  command         = plan
  expect_failures = [var.code_bucket]

  variables {
    code_bucket = ""
  }
}

run "rejects_gateway_id" {
  command         = plan
  expect_failures = [var.gateway_id]

  variables {
    gateway_id = ""
  }
}
