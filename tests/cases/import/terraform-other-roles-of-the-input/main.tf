resource "aws_iam_role" "a" {
  name = "a"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_service_linked_role" "b" {
  aws_service_name = "ecs.amazonaws.com"
}

resource "awscc_iam_role" "c" {
  role_name = "c"
}

resource "awscc_iam_role_policy" "d" {
  role_name = local.name
}

locals {
  name = aws_iam_role.a.name
}
