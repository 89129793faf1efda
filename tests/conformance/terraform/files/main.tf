# Policies that stand in files beside the configuration.

locals {
  buckets = ["arn:aws:s3:::first", "arn:aws:s3:::second"]
}

data "aws_caller_identity" "current" {}

resource "aws_iam_role" "files" {
  name               = "files"
  description        = trimspace(file("${path.module}/description.txt"))
  assume_role_policy = file("${path.module}/policies/trust.json")
  tags               = jsondecode(file("${path.module}/tags.json"))
}

resource "aws_iam_role_policy" "files" {
  name   = "files"
  role   = aws_iam_role.files.id
  policy = file("${path.module}/policies/logs.json")
}

resource "aws_iam_role_policy" "template" {
  name = "template"
  role = aws_iam_role.files.id
  policy = templatefile(format("%s/policies/buckets.json.tftpl", path.module), {
    account = data.aws_caller_identity.current.account_id
    buckets = local.buckets
    tracing = length(local.buckets) > 1
  })
}
