locals {
  list = ["a"]
  map  = { name = "x", path = "y" }
}

resource "aws_iam_role" "a" {
  name                 = local.list[1]
  path                 = local.map.pth
  description          = "${local.list} and ${null}"
  permissions_boundary = try(local.map.nothing, local.list[5])
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}
