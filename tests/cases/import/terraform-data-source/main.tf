data "aws_partition" "current" {}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalTag/team"
      values   = ["a"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = [true]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalTag/team"
      values   = ["b"]
    }
  }

  statement {
    sid     = "Nobody"
    effect  = "Deny"
    actions = ["sts:AssumeRole", "sts:TagSession"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}

resource "aws_iam_role" "a" {
  assume_role_policy = data.aws_iam_policy_document.trust.minified_json
}

data "aws_iam_policy_document" "a" {
  statement {
    sid           = ""
    not_actions   = ["iam:*"]
    not_resources = ["arn:${data.aws_partition.current.id}:s3:::&{aws:username}/&", "arn:aws:s3:::b"]
    resources     = []
  }
}

resource "aws_iam_role_policy" "a" {
  name   = "a"
  role   = aws_iam_role.a.name
  policy = data.aws_iam_policy_document.a.json
}
