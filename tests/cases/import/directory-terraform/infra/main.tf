resource "aws_iam_role" "agent" {
  name               = var.name
  assume_role_policy = jsonencode(local.trust)
}
