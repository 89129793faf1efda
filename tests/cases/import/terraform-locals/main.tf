locals {
  app   = "orders"
  names = { role = "${local.app}-role", policy = upper(local.app) }
  doc = {
    Version   = "2012-10-17"
    Statement = concat([local.read], local.more ? [] : [local.write])
  }
  read = { Effect = "Allow", Action = ["s3:Get*"], Resource = [for b in local.buckets : "arn:aws:s3:::${b}/*" if b != "secret"] }
}

locals {
  more    = false
  buckets = ["a", "secret", "b"]
  write   = merge(local.read, { Action = "s3:Put*", Resource = formatlist("arn:aws:s3:::%s-out/*", toset(["z", "y"])) })
}

resource "aws_iam_role" "a" {
  name        = local.names.role
  description = "%{if local.more}more%{else}${length(local.buckets)} buckets%{endif}: ${join(", ", local.buckets[*])}"
  tags        = { for i, b in local.buckets : title(b) => i }
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy" "a" {
  name   = local.names["policy"]
  role   = aws_iam_role.a.name
  policy = jsonencode(local.doc)
}
