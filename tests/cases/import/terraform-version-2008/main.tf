resource "aws_iam_role" "a" {
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

data "aws_iam_policy_document" "a" {
  version = "2008-10-17"

  statement {
    actions   = ["s3:*"]
    resources = ["arn:aws:s3:::a/$${aws:username}"]
  }
}

data "aws_iam_policy_document" "b" {
  version = "2008-10-17"

  statement {
    actions   = ["s3:*"]
    resources = ["arn:aws:s3:::a/&{aws:username}"]
  }
}

resource "aws_iam_role_policy" "a" {
  name   = "a"
  role   = aws_iam_role.a.name
  policy = data.aws_iam_policy_document.a.json
}

resource "aws_iam_role_policy" "b" {
  name   = "b"
  role   = aws_iam_role.a.name
  policy = data.aws_iam_policy_document.b.json
}

resource "aws_iam_role_policy" "c" {
  name   = "c"
  role   = aws_iam_role.a.name
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "arn:aws:s3:::${var.b}/$${aws:username}" }] })
}

variable "b" {}
