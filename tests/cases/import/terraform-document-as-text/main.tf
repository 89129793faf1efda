data "aws_iam_policy_document" "a" {
  statement {
    actions   = ["s3:*"]
    resources = ["*"]
  }
}

resource "aws_iam_role" "a" {
  description = "${length(data.aws_iam_policy_document.a.json)} characters, ${length(jsonencode({ b = 1, a = "<" }))} of them these"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy" "a" {
  name   = "a"
  role   = aws_iam_role.a.name
  policy = jsonencode(merge(jsondecode(data.aws_iam_policy_document.a.json), { Version = "2012-10-17" }))
}
