variable "stage" {
  default = "dev"
}

data "aws_caller_identity" "current" {}

locals {
  buckets = ["arn:aws:s3:::first", "arn:aws:s3:::second"]
}

resource "aws_iam_role" "agent" {
  name               = "agent"
  assume_role_policy = file("${path.module}/policies/trust.json")
  tags               = jsondecode(file("./tags.json"))
}

resource "aws_iam_role_policy" "each" {
  for_each = toset(["logs", "queue"])

  name   = each.key
  role   = aws_iam_role.agent.id
  policy = file("policies/${each.key}.json")
}

resource "aws_iam_role_policy" "buckets" {
  name = "buckets"
  role = aws_iam_role.agent.id
  policy = templatefile(join("/", [path.root, "policies/buckets.json.tftpl"]), {
    account = data.aws_caller_identity.current.account_id
    buckets = local.buckets
    stage   = upper(var.stage)
    tracing = true
  })
}
