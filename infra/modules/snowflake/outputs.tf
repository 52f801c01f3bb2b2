output "role_arn" {
  description = "For Snowflake's STORAGE_AWS_ROLE_ARN."
  value       = aws_iam_role.this.arn
}
