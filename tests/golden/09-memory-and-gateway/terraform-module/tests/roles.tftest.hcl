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
  memory_id  = "example-0123456789"
  gateway_id = "example-0123456789"
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
          Sid    = "ECRImageAccess"
          Effect = "Allow"
          Action = [
            "ecr:BatchGetImage",
            "ecr:GetDownloadUrlForLayer",
          ]
          Resource = ["arn:aws:ecr:us-east-1:123456789012:repository/agents/orders"]
        },
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
            "arn:aws:bedrock:*::foundation-model/*",
            "arn:aws:bedrock:us-east-1:123456789012:*",
          ]
        },
      ]
    })
    error_message = "aws_iam_role_policy.agent_agent_core_runtime.policy is not what the role file says."
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role_policy.agent_agent_core_memory.policy)) == jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid    = "BedrockAgentCoreMemory"
          Effect = "Allow"
          Action = [
            "bedrock-agentcore:CreateEvent",
            "bedrock-agentcore:DeleteEvent",
            "bedrock-agentcore:DeleteMemoryRecord",
            "bedrock-agentcore:GetEvent",
            "bedrock-agentcore:GetMemory",
            "bedrock-agentcore:GetMemoryRecord",
            "bedrock-agentcore:ListActors",
            "bedrock-agentcore:ListEvents",
            "bedrock-agentcore:ListSessions",
            "bedrock-agentcore:ListMemoryRecords",
            "bedrock-agentcore:RetrieveMemoryRecords",
          ]
          Resource = ["arn:aws:bedrock-agentcore:us-east-1:123456789012:memory/example-0123456789"]
        },
      ]
    })
    error_message = "aws_iam_role_policy.agent_agent_core_memory.policy is not what the role file says."
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
    condition = jsonencode(jsondecode(aws_iam_role.gateway.assume_role_policy)) == jsonencode({
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
              "aws:SourceArn" = "arn:aws:bedrock-agentcore:us-east-1:123456789012:gateway/orders-tools-*"
            }
          }
        },
      ]
    })
    error_message = "aws_iam_role.gateway.assume_role_policy is not what the role file says."
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role_policy.gateway_gateway_lambda.policy)) == jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid    = "AmazonBedrockAgentCoreGatewayLambdaProd"
          Effect = "Allow"
          Action = ["lambda:InvokeFunction"]
          Resource = [
            "arn:aws:lambda:us-east-1:123456789012:function:orders-lookup",
            "arn:aws:lambda:us-east-1:123456789012:function:orders-lookup:*",
          ]
        },
      ]
    })
    error_message = "aws_iam_role_policy.gateway_gateway_lambda.policy is not what the role file says."
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
          Sid    = "ECRImageAccess"
          Effect = "Allow"
          Action = [
            "ecr:BatchGetImage",
            "ecr:GetDownloadUrlForLayer",
          ]
          Resource = ["arn:aws-cn:ecr:cn-north-1:123456789012:repository/agents/orders"]
        },
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
            "arn:aws-cn:bedrock:*::foundation-model/*",
            "arn:aws-cn:bedrock:cn-north-1:123456789012:*",
          ]
        },
      ]
    })
    error_message = "aws_iam_role_policy.agent_agent_core_runtime.policy is not what the role file says."
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role_policy.agent_agent_core_memory.policy)) == jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid    = "BedrockAgentCoreMemory"
          Effect = "Allow"
          Action = [
            "bedrock-agentcore:CreateEvent",
            "bedrock-agentcore:DeleteEvent",
            "bedrock-agentcore:DeleteMemoryRecord",
            "bedrock-agentcore:GetEvent",
            "bedrock-agentcore:GetMemory",
            "bedrock-agentcore:GetMemoryRecord",
            "bedrock-agentcore:ListActors",
            "bedrock-agentcore:ListEvents",
            "bedrock-agentcore:ListSessions",
            "bedrock-agentcore:ListMemoryRecords",
            "bedrock-agentcore:RetrieveMemoryRecords",
          ]
          Resource = ["arn:aws-cn:bedrock-agentcore:cn-north-1:123456789012:memory/example-0123456789"]
        },
      ]
    })
    error_message = "aws_iam_role_policy.agent_agent_core_memory.policy is not what the role file says."
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
    condition = jsonencode(jsondecode(aws_iam_role.gateway.assume_role_policy)) == jsonencode({
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
              "aws:SourceArn" = "arn:aws-cn:bedrock-agentcore:cn-north-1:123456789012:gateway/orders-tools-*"
            }
          }
        },
      ]
    })
    error_message = "aws_iam_role.gateway.assume_role_policy is not what the role file says."
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role_policy.gateway_gateway_lambda.policy)) == jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid    = "AmazonBedrockAgentCoreGatewayLambdaProd"
          Effect = "Allow"
          Action = ["lambda:InvokeFunction"]
          Resource = [
            "arn:aws-cn:lambda:cn-north-1:123456789012:function:orders-lookup",
            "arn:aws-cn:lambda:cn-north-1:123456789012:function:orders-lookup:*",
          ]
        },
      ]
    })
    error_message = "aws_iam_role_policy.gateway_gateway_lambda.policy is not what the role file says."
  }
}

run "rejects_memory_id" {
  command         = plan
  expect_failures = [var.memory_id]

  variables {
    memory_id = ""
  }
}

run "rejects_gateway_id" {
  command         = plan
  expect_failures = [var.gateway_id]

  variables {
    gateway_id = ""
  }
}
