variable "tags" {
  type    = map(string)
  default = {}
}

variable "hours" {
  type = number
}

resource "aws_iam_role" "a" {
  max_session_duration = var.hours * 3600
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
  tags = merge(var.tags, { name = "a" })
}
