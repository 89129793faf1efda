data "aws_partition" "current" {}

resource "aws_iam_role" "agent" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "bedrock-agentcore.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      },
    ]
  })
}

resource "aws_iam_role_policy" "agent_logs" {
  name = "Logs"
  role = aws_iam_role.agent.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = "s3:GetObject"
        Resource = [
        "arn:${data.aws_partition.current.partition}:s3:::b/$${aws:username}o$${*}$${?}$${$}",
          "arn:aws:s3:::b/$${aws:usern~ame}",
          "arn:aws:s3:::b/$${aws:PrincipalTag/team, 'none'}",
        ]
        Condition = {
    }
      },
    ]
  })
}
