# What the data source makes of its arguments.
data "aws_iam_policy_document" "base" {
  statement {
    sid       = "Keep"
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::keep/*"]
  }

  statement {
    sid       = "Replace"
    actions   = ["s3:PutObject"]
    resources = ["arn:aws:s3:::replace/*"]
  }

  statement {
    actions   = ["sqs:*"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "second" {
  version = "2008-10-17"

  statement {
    sid         = "Second"
    effect      = "Deny"
    not_actions = ["iam:*", "sts:*"]
    not_resources = [
      "arn:aws:s3:::b",
      "arn:aws:s3:::a",
      "arn:aws:s3:::b",
    ]
  }
}

data "aws_iam_policy_document" "merged" {
  source_policy_documents = [
    data.aws_iam_policy_document.base.json,
    data.aws_iam_policy_document.second.minified_json,
    jsonencode({ Version = "2012-10-17", Statement = [{
      Sid = "Encoded", Effect = "Allow", Action = "ec2:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = true } }
    }] }),
  ]
  override_policy_documents = [
    <<-EOT
      {"Statement": [{"Sid": "Overridden", "Effect": "Allow", "Action": "sns:Publish", "Resource": "*"},
                     {"Effect": "Allow", "Action": "sns:List*", "Resource": "*"}]}
    EOT
  ]

  statement {
    sid       = "Replace"
    effect    = "Deny"
    actions   = ["s3:PutObject"]
    resources = ["*"]
  }

  statement {
    sid       = "Overridden"
    actions   = ["sns:*"]
    resources = ["*"]
  }

  statement {
    actions   = ["logs:PutLogEvents"]
    resources = ["arn:aws:logs:*:*:log-group:/&{aws:PrincipalTag/team}/&{aws:username}:*", "arn:aws:s3:::a&b"]

    condition {
      test     = "StringLike"
      variable = "aws:ResourceTag/owner"
      values   = ["&{aws:username}"]
    }

    condition {
      test     = "StringLike"
      variable = "aws:ResourceTag/team"
      values   = ["a", "b", "a"]
    }

    condition {
      test     = "StringLike"
      variable = "aws:ResourceTag/team"
      values   = ["c"]
    }

    condition {
      test     = "NumericLessThanEquals"
      variable = "s3:max-keys"
      values   = [10, "20"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = [true]
    }
  }
}

data "aws_iam_policy_document" "trust" {
  statement {
    sid     = ""
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com", "edgelambda.amazonaws.com"]
    }

    principals {
      type        = "AWS"
      identifiers = [123456789012]
    }
  }

  statement {
    effect  = "Deny"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "StringNotEquals"
      variable = "aws:PrincipalOrgID"
      values   = ["o-1"]
    }
  }
}

resource "aws_iam_role" "documents" {
  name               = "documents"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy" "merged" {
  name   = "merged"
  role   = aws_iam_role.documents.id
  policy = data.aws_iam_policy_document.merged.json
}
