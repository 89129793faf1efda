resource "aws_iam_role" "agent" {
  name               = "agent"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "files" {
  name = "Files"
  role = aws_iam_role.agent.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "Read"
      Effect   = "Allow"
      Action   = "s3:GetObject"
      Resource = "${aws_s3_bucket.files.arn}/*"
    }]
  })
}

locals {
  name = "reports"
}

resource "aws_s3_bucket" "files" {
  bucket = "${local.name}-${random_pet.suffix.id}"
}

resource "random_pet" "suffix" {}
