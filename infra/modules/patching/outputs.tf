output "group" {
  description = "The patch group."
  value       = aws_ssm_patch_group.this.patch_group
}
