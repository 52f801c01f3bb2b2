output "rules" {
  description = "Names of the rules."
  value       = [for rule in aws_cloudwatch_event_rule.this : rule.name]
}
