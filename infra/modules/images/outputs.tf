output "urls" {
  description = "Repository URLs by image."
  value       = { for name, repository in aws_ecr_repository.this : name => repository.repository_url }
}

output "arns" {
  description = "Repository ARNs by image."
  value       = { for name, repository in aws_ecr_repository.this : name => repository.arn }
}
