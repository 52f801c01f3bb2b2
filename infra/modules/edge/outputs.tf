output "url" {
  description = "Where clients reach the API."
  value       = "https://${var.host}"
}

output "web_acl_arn" {
  description = "The web ACL."
  value       = aws_wafv2_web_acl.this.arn
}
