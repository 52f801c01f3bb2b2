output "security_group_id" {
  description = "Group of the nodes."
  value       = aws_security_group.node.id
}

output "url" {
  description = "Where to ask."
  value       = "https://${var.host}"
}
