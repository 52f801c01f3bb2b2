output "project" {
  description = "The job."
  value       = aws_codebuild_project.this.name
}
