resource "aws_iam_role" "a" {
  name = "a"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_policy" "read" {
  name        = "Read"
  path        = "/shared/"
  description = "Reads"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = { Effect = "Allow", Action = ["s3:Get*"], Resource = "*" }
  })
}

resource "aws_iam_role_policy_attachment" "a" {
  role       = aws_iam_role.a.name
  policy_arn = aws_iam_policy.read.arn
}

resource "aws_iam_role_policy_attachment" "again" {
  role       = "a"
  policy_arn = aws_iam_policy.read.arn
}
