output "role_arn" {
  description = "ARN of the role agent."
  value       = aws_iam_role.agent.arn
}

output "role_name" {
  description = "Name of the role agent."
  value       = aws_iam_role.agent.name
}
