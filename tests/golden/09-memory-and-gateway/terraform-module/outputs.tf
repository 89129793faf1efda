output "agent_role_arn" {
  description = "ARN of the role agent."
  value       = aws_iam_role.agent.arn
}

output "agent_role_name" {
  description = "Name of the role agent."
  value       = aws_iam_role.agent.name
}

output "gateway_role_arn" {
  description = "ARN of the role gateway."
  value       = aws_iam_role.gateway.arn
}

output "gateway_role_name" {
  description = "Name of the role gateway."
  value       = aws_iam_role.gateway.name
}
