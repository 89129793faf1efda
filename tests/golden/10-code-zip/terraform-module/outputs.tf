output "agent_runtime_role_arn" {
  description = "ARN of the role agent_runtime."
  value       = aws_iam_role.agent_runtime.arn
}

output "agent_runtime_role_name" {
  description = "Name of the role agent_runtime."
  value       = aws_iam_role.agent_runtime.name
}

output "code_artifact_role_arn" {
  description = "ARN of the role code_artifact."
  value       = aws_iam_role.code_artifact.arn
}

output "code_artifact_role_name" {
  description = "Name of the role code_artifact."
  value       = aws_iam_role.code_artifact.name
}
