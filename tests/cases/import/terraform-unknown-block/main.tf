variabel "a" {}

resorce "aws_iam_role" "d" {
}

resource "aws_iam_role" {
}

name = "a"
