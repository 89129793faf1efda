locals {
  a = local.b
  b = "${local.c}"
  c = [local.a]
}

resource "aws_iam_role" "a" {
  name               = local.a
  assume_role_policy = data.aws_iam_policy_document.a.json
}

data "aws_iam_policy_document" "a" {
  source_policy_documents = [data.aws_iam_policy_document.a.json]
}
