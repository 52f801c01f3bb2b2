output "role_arn" {
  description = "Role that a pipeline takes."
  value       = aws_iam_role.this.arn
}
