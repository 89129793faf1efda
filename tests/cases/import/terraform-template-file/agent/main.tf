variable "bucket" {}

data "template_file" "trust" {
  template = <<-EOT
    {
      "Version": "2012-10-17",
      "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "Service": "$${service}" } }]
    }
  EOT

  vars = {
    service = "lambda.amazonaws.com"
  }
}

data "template_file" "policy" {
  count    = 2
  template = file("${path.module}/policy.json")

  vars = {
    bucket = var.bucket
    number = count.index
  }
}

resource "aws_iam_role" "agent" {
  name               = "agent"
  assume_role_policy = data.template_file.trust.rendered
}

resource "aws_iam_role_policy" "agent" {
  count  = 2
  name   = "policy-${count.index}"
  role   = aws_iam_role.agent.id
  policy = data.template_file.policy[count.index].rendered
}
