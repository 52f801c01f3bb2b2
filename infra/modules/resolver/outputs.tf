output "rule_id" {
  description = "The forwarding rule."
  value       = aws_route53_resolver_rule.site.id
}
