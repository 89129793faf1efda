resource "aws_iam_role" "a" {
  name = "a"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

variable "buckets" {
  type    = list(string)
  default = []
}

data "aws_iam_policy_document" "a" {
  dynamic "statement" {
    for_each = var.buckets

    content {
      actions   = ["s3:Get*"]
      resources = [statement.value]
    }
  }
}

resource "aws_iam_role_policy" "a" {
  name   = "a"
  role   = aws_iam_role.a.name
  policy = data.aws_iam_policy_document.a.json
}
