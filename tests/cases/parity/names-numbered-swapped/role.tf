variable "agent" {
  type = string
}

variable "source_2" {
  type = string
}

variable "bucket_a" {
  type = string
}

variable "bucket_a_2" {
  type = string
}

resource "aws_iam_role" "agent" {
  name = "runs-${var.agent}"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "lambda.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      },
    ]
  })
}

resource "aws_iam_role_policy" "agent_read" {
  name = "Read"
  role = aws_iam_role.agent.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = "s3:GetObject"
        Resource = [
          "arn:aws:s3:::${var.bucket_a}/*",
          "arn:aws:s3:::${var.source_2}/*",
        ]
      },
    ]
  })
}

resource "aws_iam_role" "my_role" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "lambda.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      },
    ]
  })
}

resource "aws_iam_role_policy" "my_role_write" {
  name = "Write"
  role = aws_iam_role.my_role.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "s3:PutObject"
        Resource = "arn:aws:s3:::${var.bucket_a_2}/*"
      },
    ]
  })
}

resource "aws_iam_role" "my_role_2" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "ec2.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      },
    ]
  })
}

resource "aws_iam_role_policy" "my_role_2_write" {
  name = "Write"
  role = aws_iam_role.my_role_2.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "s3:PutObject"
        Resource = "arn:aws:s3:::${var.bucket_a}/*"
      },
    ]
  })
}
