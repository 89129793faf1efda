resource "aws_iam_role" "r" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [for k, v in { for x in [{ s = "a", p = "ec2" }, { s = "a", p = "ecs" }] : x.s => x.p } : { Sid = k, Effect = "Allow", Principal = { Service = "${v}.amazonaws.com" }, Action = "sts:AssumeRole" }] })
}
