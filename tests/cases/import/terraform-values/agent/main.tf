variable "stage" {
  default = "dev"
}

variable "team" {}

variable "number" {
  type = number
}

resource "aws_iam_role" "agent" {
  name = "agent-${var.stage}-${var.number}"
  tags = { team = var.team }
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}
