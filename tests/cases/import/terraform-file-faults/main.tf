variable "trust" {}

resource "aws_iam_role" "a" {
  name               = "a"
  assume_role_policy = file(var.trust)
}

resource "aws_iam_role" "b" {
  name               = file("../name.txt")
  description        = file("latin.txt")
  path               = file("/etc/hostname")
  assume_role_policy = file("${path.module}/none.json")
}

resource "aws_iam_role" "c" {
  name               = templatefile("name.tftpl", { stage = "dev" })
  description        = file("policies")
  assume_role_policy = file("policies/broken.json")
}

resource "aws_iam_role_policy" "c" {
  name   = "c"
  role   = aws_iam_role.c.id
  policy = templatefile("policies/outer.tftpl", { inner = "name.tftpl" })
}

resource "aws_iam_role_policy" "d" {
  name   = "d"
  role   = aws_iam_role.c.id
  policy = templatefile("policies/open.tftpl", {})
}
