# Policies beside inline ones, and the ways to attach them.
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "inline" {
  name               = "managed-inline"
  assume_role_policy = data.aws_iam_policy_document.trust.json

  inline_policy {
    name   = "first"
    policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })
  }

  dynamic "inline_policy" {
    for_each = { second = "sqs:*", third = "sns:*" }
    content {
      name   = inline_policy.key
      policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = inline_policy.value, Resource = "*" }] })
    }
  }
}

resource "aws_iam_role" "attached" {
  name               = "managed-attached"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_policy" "own" {
  for_each = toset(["x", "y"])

  name        = "managed-${each.key}"
  path        = "/own/"
  description = "Own ${each.key}"
  policy      = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "ec2:*", Resource = "arn:aws:ec2:*:*:${each.value}/*" }] })
}

resource "aws_iam_role_policy_attachment" "own" {
  for_each = aws_iam_policy.own

  role       = aws_iam_role.attached.name
  policy_arn = each.value.arn
}

resource "aws_iam_policy_attachment" "several" {
  name       = "several"
  roles      = ["managed-attached", aws_iam_role.inline.id]
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

resource "aws_iam_role_policy_attachments_exclusive" "attached" {
  role_name   = aws_iam_role.attached.name
  policy_arns = concat(values(aws_iam_policy.own)[*].arn, ["arn:aws:iam::aws:policy/ReadOnlyAccess"])
}

resource "aws_iam_policy" "unused" {
  name   = "managed-unused"
  policy = data.aws_iam_policy_document.unused.json
}

data "aws_iam_policy_document" "unused" {
  statement {
    actions   = ["s3:*"]
    resources = ["*"]
  }
}
