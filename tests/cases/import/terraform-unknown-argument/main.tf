resource "aws_iam_role" "a" {
  nam         = "a"
  description = null
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy" "a" {
  name     = "a"
  role     = aws_iam_role.a.name
  document = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })
}

data "aws_iam_policy_document" "b" {
  statement {
    action    = ["s3:*"]
    resources = ["*"]

    condition {
      test   = "Bool"
      values = ["true"]
    }
  }
}

resource "aws_iam_role_policy" "b" {
  name   = "b"
  role   = aws_iam_role.a.name
  policy = data.aws_iam_policy_document.b.json
}

resource "aws_iam_role_polcy" "c" {
  role = aws_iam_role.a.name
}
