provider "aws" {}

provider "aws" {
  alias  = "audit"
  region = "eu-west-1"
}

data "aws_caller_identity" "audit" {
  provider = aws.audit
}

data "aws_region" "fixed" {
  name = "eu-west-1"
}

resource "aws_iam_role" "a" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = data.aws_caller_identity.audit.account_id }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:RequestedRegion" = [data.aws_region.fixed.name, data.aws_region.undeclared.name] } }
    }]
  })
}
