resource "aws_iam_role" "a" {
  name                 = "${var.prefix}-agent"
  permissions_boundary = module.network.boundary_arn
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy" "a" {
  name = "Objects"
  role = aws_iam_role.a.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "s3:GetObject"
      Resource = ["${aws_s3_bucket.data.arn}/*", "${aws_s3_bucket.data.arn}/${lower(var.prefix)}/*"]
    }]
  })
}

variable "prefix" {
  description = "What all names begin with"
  type        = string
  default     = "Orders"
}
