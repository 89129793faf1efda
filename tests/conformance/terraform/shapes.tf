# Policy documents in every way to write one down.
variable "prefix" {
  type    = string
  default = "shapes"
}

data "aws_caller_identity" "me" {}

data "aws_region" "here" {}

data "aws_partition" "current" {}

locals {
  account = data.aws_caller_identity.me.account_id
  trust = {
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = ["lambda.amazonaws.com", "ecs-tasks.${data.aws_partition.current.dns_suffix}"] }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account }
        Bool         = { "aws:SecureTransport" = true }
        NumericLessThan = {
          "aws:MultiFactorAuthAge" = 3.6e3
        }
      }
    }]
  }
}

resource "aws_iam_role" "role" {
  name                 = "${var.prefix}-role"
  path                 = "/conformance/"
  description          = "Shapes of ${var.prefix}, 50%% of $${all} and \u00e9"
  max_session_duration = "7200"
  assume_role_policy   = jsonencode(local.trust)
  tags = {
    Team             = "agents"
    "with blank"     = "a=b"
    (var.prefix)     = "computed"
    "${var.prefix}x" = 12.50
  }
}

resource "aws_iam_role_policy" "object" {
  name = "object"
  role = aws_iam_role.role.id
  policy = jsonencode({
    Statement = {
      Sid : "One", Effect : "Allow"
      Action   = ["s3:GetObject", "s3:PutObject"]
      Resource = "arn:${data.aws_partition.current.id}:s3:::bucket-${local.account}/$${aws:username}/*"
    }
    Version = "2012-10-17"
  })
}

resource "aws_iam_role_policy" "heredoc" {
  name   = "heredoc"
  role   = aws_iam_role.role.name
  policy = <<-EOT
    {
      "Version": "2012-10-17",
      "Statement": [
        %{~for service in ["sqs", "sns"]~}
        {
          "Effect": "Allow",
          "Action": "${service}:*",
          "Resource": "arn:aws:${service}:${data.aws_region.here.name}:${local.account}:*"
        },
        %{~endfor~}
        {
          "Effect": "Deny", "NotAction": ["iam:*"], "Resource": "*",
          "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["${data.aws_region.here.id}"], "aws:PrincipalTag/a\u0041": "x"},
                        "Null": {"aws:TokenIssueTime": %{if length(local.trust) == 1}true%{else}"false"%{endif}}}
        }
      ]
    }
  EOT
}

resource "aws_iam_role_policy" "quoted" {
  name   = "quoted"
  role   = "${var.prefix}-role"
  policy = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":[\"ec2:Describe*\"],\"Resource\":\"*\",\"Sid\":\"\"}}"

  depends_on = [aws_iam_role.role]
}

resource "aws_iam_role_policy" "decoded" {
  name = "decoded"
  role = aws_iam_role.role.name
  policy = jsonencode(merge(jsondecode(data.aws_iam_policy_document.list.json), {
    Statement = concat(jsondecode(data.aws_iam_policy_document.list.json).Statement, [{
      Effect = "Allow", Action = "kms:Decrypt", Resource = ["*"]
    }])
  }))
}

data "aws_iam_policy_document" "list" {
  statement {
    actions   = ["s3:ListBucket", "s3:ListAllMyBuckets"]
    resources = ["*"]
  }
}
