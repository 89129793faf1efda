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
          Sid    = "ECRImageAccess"
          Effect = "Allow"
          Action = [
            "ecr:BatchGetImage",
            "ecr:GetDownloadUrlForLayer",
          ]
          Resource = ["arn:aws:ecr:us-east-1:123456789012:repository/agents/hello"]
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
    error_message = "aws_iam_role_policy.agent_runtime_agent_core_runtime.policy is not what the role file says."
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role.deployer.assume_role_policy)) == jsonencode({
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
    error_message = "aws_iam_role.deployer.assume_role_policy is not what the role file says."
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role_policy.deployer_agent_core_service_linked_roles.policy)) == jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid      = "RuntimeIdentitySLR"
          Effect   = "Allow"
          Action   = ["iam:CreateServiceLinkedRole"]
          Resource = ["arn:aws:iam::123456789012:role/aws-service-role/runtime-identity.bedrock-agentcore.amazonaws.com/AWSServiceRoleForBedrockAgentCoreRuntimeIdentity"]
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
          Resource = ["arn:aws:iam::123456789012:role/aws-service-role/network.bedrock-agentcore.amazonaws.com/AWSServiceRoleForBedrockAgentCoreNetwork"]
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
          Resource = ["arn:aws:iam::123456789012:role/aws-service-role/bedrock-agentcore.amazonaws.com/AWSServiceRoleForBedrockAgentCoreGatewayNetwork"]
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
          Resource = ["arn:aws:iam::123456789012:role/aws-service-role/identity-network.bedrock-agentcore.amazonaws.com/AWSServiceRoleForBedrockAgentCoreIdentity"]
          Condition = {
            StringEquals = {
              "iam:AWSServiceName" = "identity-network.bedrock-agentcore.amazonaws.com"
            }
          }
        },
      ]
    })
    error_message = "aws_iam_role_policy.deployer_agent_core_service_linked_roles.policy is not what the role file says."
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role_policy.deployer_deployment.policy)) == jsonencode({
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
          Resource = "arn:aws:iam::123456789012:role/AmazonBedrockAgentCoreRuntime-hello"
          Condition = {
            StringEquals = {
              "iam:PassedToService" = "bedrock-agentcore.amazonaws.com"
            }
          }
        },
      ]
    })
    error_message = "aws_iam_role_policy.deployer_deployment.policy is not what the role file says."
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role_policy.deployer_approved_subnets.policy)) == jsonencode({
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
    error_message = "aws_iam_role_policy.deployer_approved_subnets.policy is not what the role file says."
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
          Sid    = "ECRImageAccess"
          Effect = "Allow"
          Action = [
            "ecr:BatchGetImage",
            "ecr:GetDownloadUrlForLayer",
          ]
          Resource = ["arn:aws-cn:ecr:cn-north-1:123456789012:repository/agents/hello"]
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
    error_message = "aws_iam_role_policy.agent_runtime_agent_core_runtime.policy is not what the role file says."
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role.deployer.assume_role_policy)) == jsonencode({
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
    error_message = "aws_iam_role.deployer.assume_role_policy is not what the role file says."
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role_policy.deployer_agent_core_service_linked_roles.policy)) == jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid      = "RuntimeIdentitySLR"
          Effect   = "Allow"
          Action   = ["iam:CreateServiceLinkedRole"]
          Resource = ["arn:aws-cn:iam::123456789012:role/aws-service-role/runtime-identity.bedrock-agentcore.amazonaws.com/AWSServiceRoleForBedrockAgentCoreRuntimeIdentity"]
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
          Resource = ["arn:aws-cn:iam::123456789012:role/aws-service-role/network.bedrock-agentcore.amazonaws.com/AWSServiceRoleForBedrockAgentCoreNetwork"]
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
          Resource = ["arn:aws-cn:iam::123456789012:role/aws-service-role/bedrock-agentcore.amazonaws.com/AWSServiceRoleForBedrockAgentCoreGatewayNetwork"]
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
          Resource = ["arn:aws-cn:iam::123456789012:role/aws-service-role/identity-network.bedrock-agentcore.amazonaws.com/AWSServiceRoleForBedrockAgentCoreIdentity"]
          Condition = {
            StringEquals = {
              "iam:AWSServiceName" = "identity-network.bedrock-agentcore.amazonaws.com"
            }
          }
        },
      ]
    })
    error_message = "aws_iam_role_policy.deployer_agent_core_service_linked_roles.policy is not what the role file says."
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role_policy.deployer_deployment.policy)) == jsonencode({
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
          Resource = "arn:aws-cn:iam::123456789012:role/AmazonBedrockAgentCoreRuntime-hello"
          Condition = {
            StringEquals = {
              "iam:PassedToService" = "bedrock-agentcore.amazonaws.com"
            }
          }
        },
      ]
    })
    error_message = "aws_iam_role_policy.deployer_deployment.policy is not what the role file says."
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role_policy.deployer_approved_subnets.policy)) == jsonencode({
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
    error_message = "aws_iam_role_policy.deployer_approved_subnets.policy is not what the role file says."
  }
}
