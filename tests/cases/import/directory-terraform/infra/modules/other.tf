resource "aws_iam_role" "other" {
