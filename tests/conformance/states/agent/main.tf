variable "name" {
  type = string
}

resource "aws_iam_role" "this" {
  count       = 1
  description = "agent ${var.name}"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

module "policy" {
  source = "./policy"
  role   = aws_iam_role.this[0].id
}

output "role_name" {
  value = try(aws_iam_role.this[0].name, "")
}
