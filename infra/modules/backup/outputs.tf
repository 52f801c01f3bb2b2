output "vault" {
  description = "The vault."
  value       = aws_backup_vault.this.name
}
