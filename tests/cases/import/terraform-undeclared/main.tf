resource "aws_iam_role" "a" {
  name               = "${var.nmae}-${local.nowhere}"
  path               = role
  assume_role_policy = data.aws_iam_policy_document.nowhere.json
}

variable "name" {}
