output "endpoint" {
  description = "Where to write."
  value       = aws_rds_cluster.this.endpoint
}

output "security_group_id" {
  description = "Group in front of it."
  value       = aws_security_group.this.id
}

output "master_secret_arn" {
  description = "Secret of the master, rotated by AWS."
  value       = aws_rds_cluster.this.master_user_secret[0].secret_arn
}
