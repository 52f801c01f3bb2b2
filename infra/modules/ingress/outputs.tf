output "nlb_arn" {
  description = "The NLB, for the VPC link."
  value       = aws_lb.nlb.arn
}

output "listener_arn" {
  description = "The ALB's listener, for services' rules."
  value       = aws_lb_listener.alb.arn
}

output "alb_security_group_id" {
  description = "The ALB's security group."
  value       = aws_security_group.alb.id
}

output "alb_arn_suffix" {
  description = "The ALB in CloudWatch's metrics."
  value       = aws_lb.alb.arn_suffix
}
