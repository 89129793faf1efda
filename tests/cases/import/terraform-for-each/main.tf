resource "aws_iam_role" "worker" {
  for_each = { "b/2" = "ec2", a = "lambda" }

  name        = "worker-${each.value}"
  description = "Key ${each.key} of ${path.module}"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "${each.value}.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy_attachment" "worker" {
  for_each = toset(["ReadOnlyAccess", "AWSSupportAccess"])

  role       = aws_iam_role.worker["a"].name
  policy_arn = "arn:aws:iam::aws:policy/${each.key}"
}
