output "agent_runtime_role_arn" {
  description = "ARN of the role agent_runtime."
  value       = aws_iam_role.agent_runtime.arn
}

output "agent_runtime_role_name" {
  description = "Name of the role agent_runtime."
  value       = aws_iam_role.agent_runtime.name
}

output "deployer_role_arn" {
  description = "ARN of the role deployer."
  value       = aws_iam_role.deployer.arn
}

output "deployer_role_name" {
  description = "Name of the role deployer."
  value       = aws_iam_role.deployer.name
}
