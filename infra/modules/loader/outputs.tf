output "security_group_id" {
  description = "Group of its tasks."
  value       = aws_security_group.this.id
}

output "task_role_arn" {
  description = "What it is in IAM."
  value       = aws_iam_role.task.arn
}
