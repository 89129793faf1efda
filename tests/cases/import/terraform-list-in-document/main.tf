variable "actions" {
  type = list(string)
}

variable "effect" {
  type = string
}

variable "target" {
  type = object({ arn = string, arns = list(string) })
}

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
    Version = "2012-10-17"
    Statement = [
      { Effect = var.effect, Action = var.actions, Resource = var.target.arns },
      { Effect = "Allow", Action = "s3:*", Resource = var.target.arn },
      { Effect = "Allow", Action = "s3:*", Resource = aws_subnet.all[*].arn },
      { Effect = "Allow", Action = "s3:*", Resource = module.buckets.arns },
      { Effect = "Allow", Action = "s3:*", Resource = matchkeys(["a"], ["b"], ["b"]) },
      { Effect = "Allow", Action = "s3:*", Resource = var.effect == "Allow" ? ["a"] : ["b"] },
      { Effect = "Allow", Action = "s3:*", Resource = "*", Condition = var.effect },
    ]
  })
}
