resource "aws_iam_role" "a" {
  name = "a"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy" "a" {
  name = "a"
  role = aws_iam_role.a.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:*", Resource = provider::names::all() }]
  })
}

resource "aws_iam_role_policy" "b" {
  name   = "b"
  role   = aws_iam_role.a.name
  policy = jsonencode(jsondecode(base64decode("e30=")))
}
