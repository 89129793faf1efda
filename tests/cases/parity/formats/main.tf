variable "agent_name" {
  type    = string
  default = "hello"
}

data "aws_caller_identity" "this" {}
data "aws_partition" "this" {}

locals {
  account = data.aws_caller_identity.this.account_id
  bucket  = "arn:${data.aws_partition.this.partition}:s3:::${var.agent_name}"
}

resource "aws_iam_role" "runtime" {
  name = "Agent-${var.agent_name}"
  tags = { agent = var.agent_name, team = "agents" }
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      for principal in [{ AWS = local.account }, { Service = "bedrock-agentcore.amazonaws.com" }] : {
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = principal
        Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
      }
    ]
  })
}

data "aws_iam_policy_document" "main" {
  statement {
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = ["${local.bucket}/&{aws:username}/*"]
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
  statement {
    actions   = ["s3:ListBucket", "s3:GetObject"]
    resources = [local.bucket, "${local.bucket}/*"]
  }
}

resource "aws_iam_role_policy" "main" {
  name   = "Main"
  role   = aws_iam_role.runtime.id
  policy = data.aws_iam_policy_document.main.json
}

resource "aws_iam_role_policy_attachment" "read_only" {
  role       = aws_iam_role.runtime.name
  policy_arn = "arn:${data.aws_partition.this.partition}:iam::aws:policy/ReadOnlyAccess"
}
