resource "aws_iam_role" "a" {
  name = "a"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy" "a" {
  name   = "One"
  role   = aws_iam_role.a.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })
}

resource "aws_iam_role_policies_exclusive" "a" {
  role_name    = aws_iam_role.a.name
  policy_names = [aws_iam_role_policy.a.name]
}

resource "aws_iam_role_policy_attachments_exclusive" "a" {
  role_name   = "a"
  policy_arns = []
}
