resource "aws_iam_role" "r" {
  name = 'r'
  assume_role_policy = jsonencode({
    Statement = [{ Effect = "Allow" "Action" = "sts:AssumeRole" }]
  })
  path = "/
  description = "\x"
}

variable "v" {
  type = string; default = "a"
}
