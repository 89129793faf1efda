resource "aws_iam_role" "a" {
  name = "a"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

data "aws_iam_policy_document" "base" {
  statement {
    sid       = "Keep"
    actions   = ["s3:Get*"]
    resources = ["*"]
  }

  statement {
    sid       = "Replace"
    actions   = ["s3:Put*"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "merged" {
  source_policy_documents   = [data.aws_iam_policy_document.base.json, ""]
  override_policy_documents = [jsonencode({ Statement = [{ Sid = "Keep", Effect = "Deny", Action = "s3:Get*", Resource = "*" }] })]

  statement {
    sid       = "Replace"
    actions   = ["s3:Delete*"]
    resources = ["*"]
  }

  statement {
    actions   = ["sqs:*"]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "a" {
  name   = "a"
  role   = "a"
  policy = data.aws_iam_policy_document.merged.json
}
