resource "aws_iam_role" "a" {
  name               = "a"
  assume_role_policy = file("${path.module}/trust.json")
}

resource "aws_iam_role_policy" "a" {
  name   = "a"
  role   = aws_iam_role.a.name
  policy = templatefile("policy.json.tftpl", { bucket = "b" })
}
