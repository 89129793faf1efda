variable "bucket" {
  description = "Where the reports are"
}

resource "aws_iam_role" "reports" {
  name = "reports-${var.bucket}"
  path = "/jobs/"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      # Lambda runs the job.
      {
        Effect    = "Allow"
        Principal = { Service = "lambda.amazonaws.com" }
        Action    = "sts:AssumeRole"
      },
    ]
  })
}

resource "aws_iam_role_policy" "reports" {
  name = "reports"
  role = aws_iam_role.reports.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      # Read the reports.
      {
        Sid      = "ReadReports"
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = "arn:aws:s3:::${var.bucket}/*"
      },
    ]
  })
}
