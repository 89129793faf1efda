variable "limited" {
  type = bool
}

resource "aws_iam_role" "a" {
  permissions_boundary = var.limited ? "arn:aws:iam::aws:policy/ReadOnlyAccess" : null
  description          = var.limited ? "Limited" : "Free"
  path                 = var.limited ? "/same/" : "/same/"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}
