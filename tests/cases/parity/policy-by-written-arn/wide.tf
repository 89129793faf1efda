data "aws_caller_identity" "current" {}

resource "aws_iam_role" "agent" {
  name               = "agent"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }] })
}

resource "aws_iam_policy" "reading" {
  name   = "reading"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })
}

resource "aws_iam_role_policy_attachment" "reading" {
  role       = aws_iam_role.agent.name
  policy_arn = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:policy/reading"
}
