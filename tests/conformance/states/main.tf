# What plans and states have of their own: names that only the apply knows, instances, modules, policies that go away.
terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "extra" {
  type = bool
}

variable "external_id" {
  sensitive = true
  default   = "s3cret"
}

locals {
  trust = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
  read = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::b/$${aws:username}/*" }]
  })
}

resource "aws_iam_policy" "shared" {
  name   = "shared"
  policy = local.read
}

resource "aws_iam_policy" "prefixed" {
  name_prefix = "prefixed-"
  policy      = replace(local.read, "GetObject", "PutObject")
}

resource "aws_iam_role" "named" {
  name                 = "state-named"
  path                 = "/states/"
  description          = "named"
  max_session_duration = 43200
  assume_role_policy   = local.trust
  tags                 = { team = "agents" }
}

resource "aws_iam_role_policy" "by_id" {
  name   = "by-id"
  role   = aws_iam_role.named.id
  policy = local.read
}

resource "aws_iam_role_policy" "extra" {
  count  = var.extra ? 1 : 0
  name   = "extra"
  role   = aws_iam_role.named.name
  policy = local.read
}

resource "aws_iam_role_policy_attachment" "shared" {
  role       = aws_iam_role.named.id
  policy_arn = aws_iam_policy.shared.arn
}

resource "aws_iam_role_policy_attachment" "extra" {
  count      = var.extra ? 1 : 0
  role       = aws_iam_role.named.name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

resource "aws_iam_role" "each" {
  for_each           = toset(["x", "y.z"])
  name_prefix        = "state-${each.key}-"
  description        = "each ${each.key}"
  assume_role_policy = local.trust
}

resource "aws_iam_role_policy" "each" {
  for_each = aws_iam_role.each
  name     = "of-${each.key}"
  role     = aws_iam_role.each[each.key].id
  policy   = replace(local.read, "GetObject", "Get${upper(substr(each.key, 0, 1))}")
}

resource "aws_iam_role_policy" "one" {
  name   = "one"
  role   = aws_iam_role.each["y.z"].name
  policy = local.read
}

resource "aws_iam_role" "blocks" {
  description         = "blocks"
  assume_role_policy  = local.trust
  managed_policy_arns = ["arn:aws:iam::aws:policy/SecurityAudit"]

  inline_policy {
    name   = "block"
    policy = local.read
  }
}

resource "aws_iam_role" "sensitive" {
  name        = "state-sensitive"
  description = "sensitive"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:root" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "sts:ExternalId" = var.external_id } }
    }]
  })
}

module "agent" {
  source   = "./agent"
  for_each = toset(["a", "b c"])
  name     = each.key
}

resource "aws_iam_role_policy" "of_module" {
  name   = "of-module"
  role   = module.agent["a"].role_name
  policy = local.read
}

module "single" {
  source = "./agent"
  name   = "single"
}

resource "aws_iam_role_policy_attachment" "of_module" {
  role       = module.single.role_name
  policy_arn = aws_iam_policy.prefixed.arn
}
