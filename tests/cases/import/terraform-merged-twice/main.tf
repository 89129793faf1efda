resource "aws_iam_role" "a" {
  name = "a"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

data "aws_iam_policy_document" "merged" {
  source_policy_documents = [
    jsonencode({ Statement = [{ Sid = "One", Effect = "Deny", Action = "s3:Get*", Resource = "*" }] }),
    jsonencode({ Statement = [{ Sid = "One", Effect = "Allow", Action = "s3:Get*", Resource = "*" }] }),
    jsonencode({ Statement = { Effect = "Allow", Action = "s3:Put*", Resource = "*" } }),
    null,
    "",
    jsonencode({ Statement = [{
      Effect = "Allow", Action = "s3:Get*", Resource = "*", Condition = { NumericEquals = { "s3:max-keys" = 10 } }
    }] }),
  ]

  statement {
    sid       = "Two"
    actions   = ["s3:Delete*"]
    resources = ["*"]
  }

  statement {
    sid       = "Two"
    actions   = ["sqs:*"]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "a" {
  name   = "a"
  role   = aws_iam_role.a.name
  policy = data.aws_iam_policy_document.merged.json
}
