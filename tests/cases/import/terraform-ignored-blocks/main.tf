terraform {
  required_version = ">= 1.5"

  backend "s3" {
    bucket = "state"
  }
}

provider "aws" {
  region = var.nowhere
}

output "arn" {
  value = aws_iam_role.a.arn + nonsense()
}

moved {
  from = aws_iam_role.b
  to   = aws_iam_role.a
}

import {
  to = aws_iam_role.a
  id = "a"
}

check "health" {
  assert {
    condition     = false
    error_message = "no"
  }
}

resource "aws_s3_bucket" "b" {
  bucket = local.nowhere
}

resource "aws_iam_role" "a" {
  name                  = "a"
  force_detach_policies = true
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })

  lifecycle {
    ignore_changes = [tags, assume_role_policy]
  }

  depends_on = [aws_s3_bucket.b]
}

resource "aws_iam_instance_profile" "a" {
  role = aws_iam_role.a.name
}
