# What stands for several: count, for_each, for, dynamic blocks, splats.
locals {
  services = { lambda = "lambda.amazonaws.com", ecs = "ecs-tasks.amazonaws.com" }
  buckets  = ["a", "b", "c"]
  grants = [
    { sid = "Read", actions = ["s3:GetObject", "s3:GetObjectTagging"], tags = { team = "x", stage = "y" } },
    { sid = "Write", actions = ["s3:PutObject"], tags = {} },
  ]
}

resource "aws_iam_role" "per_service" {
  for_each = local.services

  name        = "loops-${each.key}"
  description = "Role ${contains(keys(local.services), each.key) ? "for" : "of"} ${upper(each.key)}"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = each.value }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role" "counted" {
  count = length(local.services)

  name               = "loops-counted-${count.index + 1}"
  assume_role_policy = data.aws_iam_policy_document.trust[count.index].json
}

resource "aws_iam_role" "none" {
  count = false ? 1 : 0

  name               = "loops-none"
  assume_role_policy = "{}"
}

data "aws_iam_policy_document" "trust" {
  count = 2

  statement {
    actions = ["sts:AssumeRole", "sts:TagSession"]

    dynamic "principals" {
      for_each = count.index == 0 ? { Service = ["lambda.amazonaws.com"] } : { AWS = ["*"], Service = values(local.services) }
      content {
        type        = principals.key
        identifiers = principals.value
      }
    }
  }
}

data "aws_iam_policy_document" "grants" {
  for_each = toset(["one", "two"])

  dynamic "statement" {
    for_each = local.grants
    iterator = grant

    content {
      sid       = "${title(each.key)}${grant.value.sid}"
      actions   = grant.value.actions
      resources = [for b in local.buckets : "arn:aws:s3:::${b}-${grant.key}/*" if b != "b"]

      dynamic "condition" {
        for_each = grant.value.tags
        content {
          test     = "StringEquals"
          variable = "s3:ExistingObjectTag/${condition.key}"
          values   = [condition.value, each.value]
        }
      }
    }
  }
}

resource "aws_iam_role_policy" "grants" {
  for_each = data.aws_iam_policy_document.grants

  name   = "grants-${each.key}"
  role   = aws_iam_role.counted[0].name
  policy = each.value.json
}

resource "aws_iam_role_policy" "splat" {
  name = "splat"
  role = element(aws_iam_role.counted[*].name, 3)
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [for role in aws_iam_role.per_service : {
      Effect   = "Allow"
      Action   = "iam:PassRole"
      Resource = role.arn
    }]
  })
}

resource "aws_iam_role_policy_attachment" "all" {
  for_each = toset(["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/AWSSupportAccess"])

  role       = aws_iam_role.per_service["lambda"].name
  policy_arn = each.value
}

resource "aws_iam_role_policy_attachment" "pairs" {
  for_each = { for pair in flatten([for key, role in aws_iam_role.per_service : [for arn in ["ReadOnlyAccess"] : { key = key, arn = arn }]]) :
    "${pair.key}-${pair.arn}" => pair if pair.key == "ecs"
  }

  role       = aws_iam_role.per_service[each.value.key].id
  policy_arn = format("arn:aws:iam::aws:policy/%s", each.value.arn)
}

resource "aws_iam_role_policy" "grouped" {
  name = "grouped"
  role = join("", aws_iam_role.none.*.name, [aws_iam_role.per_service["ecs"].name])
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [for effect, actions in { for a in ["s3:Get*", "iam:*", "s3:List*"] : (startswith(a, "iam") ? "Deny" : "Allow") => a... } : {
      Effect = effect, Action = actions, Resource = "*"
    }]
  })
}
