resource "aws_iam_role" "a" {
  name = "a"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

data "aws_iam_policy_document" "a" {
  statement {
    actions   = ["s3:*"]
    resources = ["arn:aws:s3:::${provider::aws::user_agent("x", "1", "")}", provider::aws::arn_build("aws", "s3", "", "", "b")]
  }
}

resource "aws_iam_role_policy" "a" {
  name   = provider::names::make(lower("A"))
  role   = aws_iam_role.a.name
  policy = data.aws_iam_policy_document.a.json
}
