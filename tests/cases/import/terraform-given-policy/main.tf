data "aws_iam_policy" "given" {
  arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

data "aws_iam_policy" "found" {
  name = "Somewhere"
}

resource "aws_iam_role" "a" {
  name = "a"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy_attachment" "all" {
  for_each = { given = data.aws_iam_policy.given.arn, found = data.aws_iam_policy.found.arn, again = "arn:aws:iam::aws:policy/ReadOnlyAccess" }

  role       = "a"
  policy_arn = each.value
}
