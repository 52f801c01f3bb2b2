output "arn" {
  description = "The pipeline."
  value       = aws_codepipeline.this.arn
}

output "build_role_arn" {
  description = "Who deploys: may take trunkline-deploy in the accounts of its stages."
  value       = aws_iam_role.build.arn
}
