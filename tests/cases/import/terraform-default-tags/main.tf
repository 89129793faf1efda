provider "aws" {
  region = "us-east-1"

  default_tags {
    tags = {
      team  = "platform"
      stage = local.stage
    }
  }
}

locals {
  stage = "dev"
}

resource "aws_iam_role" "a" {
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
  tags = {
    team = "agents"
    name = "a"
  }
}
