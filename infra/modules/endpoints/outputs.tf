output "security_group_id" {
  description = "Group in front of the endpoints."
  value       = aws_security_group.this.id
}
