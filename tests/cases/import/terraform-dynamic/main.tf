resource "aws_iam_role" "a" {
  name = "a"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

locals {
  grants = {
    Read  = { actions = ["s3:Get*", "s3:List*"], owners = ["x", "y"] }
    Write = { actions = ["s3:Put*"], owners = [] }
  }
}

data "aws_iam_policy_document" "a" {
  dynamic "statement" {
    for_each = local.grants
    iterator = grant

    content {
      sid       = grant.key
      actions   = grant.value.actions
      resources = ["*"]

      dynamic "condition" {
        for_each = grant.value.owners

        content {
          test     = "StringEquals"
          variable = "s3:ExistingObjectTag/owner${condition.key}"
          values   = [condition.value, grant.key]
        }
      }
    }
  }
}

resource "aws_iam_role_policy" "a" {
  name   = "a"
  role   = aws_iam_role.a.name
  policy = data.aws_iam_policy_document.a.json
}
