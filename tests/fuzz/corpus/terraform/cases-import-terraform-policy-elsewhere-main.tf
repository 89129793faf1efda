resource "aws_iam_role" "a" {
  name = "a"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy" "b" {
  name   = "b"
  role   = data.aws_iam_role.other.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

resource "aws_iam_role_policy_attachment" "c" {
  role       = "c"
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

resource "aws_iam_policy_attachment" "d" {
  name       = "d"
  roles      = ["a"]
  users      = ["somebody"]
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

module "more" {
  source = "./more"
  role   = aws_iam_role.a.name
}

module "network" {
  source = "./network"
}
