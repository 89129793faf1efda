output "role_arn" {
  description = "ARN of the role agent_runtime."
  value       = aws_iam_role.agent_runtime.arn
}

output "role_name" {
  description = "Name of the role agent_runtime."
  value       = aws_iam_role.agent_runtime.name
}
