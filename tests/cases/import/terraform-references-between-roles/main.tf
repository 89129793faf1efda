resource "aws_iam_role" "caller" {
  name = "caller-${var.stage}"
  path = "/calling/"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role" "called" {
  name        = "${aws_iam_role.caller.name}-called"
  description = "Called from ${aws_iam_role.caller.path}, like ${aws_iam_role.called2.name}"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.caller.arn }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role" "called2" {
  permissions_boundary = aws_iam_policy.boundary.arn
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_policy" "boundary" {
  name   = "boundary"
  path   = "/limits/"
  policy = file("boundary.json")
}

variable "stage" {}
