#include "analysis/explain/services.h"

#include <array>

#include "model/characters.h"

namespace rolecast {
namespace {

struct Row {
  std::string_view prefix, name;
};

// Service Authorization Reference, "Actions, resources, and condition keys for AWS services".
constexpr std::array rows = {
    Row{"*", "Every service"},
    Row{"acm", "AWS Certificate Manager"},
    Row{"apigateway", "Amazon API Gateway"},
    Row{"application-signals", "CloudWatch Application Signals"},
    Row{"aws-marketplace", "AWS Marketplace"},
    Row{"bedrock", "Amazon Bedrock"},
    Row{"bedrock-agentcore", "Amazon Bedrock AgentCore"},
    Row{"bedrock-mantle", "Amazon Bedrock Mantle"},
    Row{"cloudformation", "AWS CloudFormation"},
    Row{"cloudwatch", "Amazon CloudWatch"},
    Row{"codebuild", "AWS CodeBuild"},
    Row{"cognito-idp", "Amazon Cognito user pools"},
    Row{"dynamodb", "Amazon DynamoDB"},
    Row{"ec2", "Amazon EC2"},
    Row{"ecr", "Amazon ECR"},
    Row{"elasticfilesystem", "Amazon EFS"},
    Row{"events", "Amazon EventBridge"},
    Row{"execute-api", "Amazon API Gateway (calls)"},
    Row{"iam", "AWS IAM"},
    Row{"kinesis", "Amazon Kinesis Data Streams"},
    Row{"kms", "AWS KMS"},
    Row{"lambda", "AWS Lambda"},
    Row{"logs", "Amazon CloudWatch Logs"},
    Row{"s3", "Amazon S3"},
    Row{"s3files", "Amazon S3 Files"},
    Row{"secretsmanager", "AWS Secrets Manager"},
    Row{"sns", "Amazon SNS"},
    Row{"sqs", "Amazon SQS"},
    Row{"ssm", "AWS Systems Manager"},
    Row{"states", "AWS Step Functions"},
    Row{"sts", "AWS STS"},
    Row{"tag", "Resource Groups Tagging API"},
    Row{"xray", "AWS X-Ray"},
};

}  // namespace

std::string service_name(std::string_view prefix) {
  for (const auto& row : rows)
    if (row.prefix == prefix) return std::string(row.name);
  return std::string(prefix);
}

std::string service_of(std::string_view action) { return lower_case(std::string(action.substr(0, action.find(':')))); }

}  // namespace rolecast
