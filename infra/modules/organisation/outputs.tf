output "id" {
  description = "Id of the organisation."
  value       = aws_organizations_organization.this.id
}

output "root_id" {
  description = "Id of its root."
  value       = aws_organizations_organization.this.roots[0].id
}

output "unit_ids" {
  description = "Ids of the organisational units by name."
  value       = { for name, unit in aws_organizations_organizational_unit.this : name => unit.id }
}

output "account_ids" {
  description = "Ids that AWS gave; they belong into accounts.yaml."
  value       = { for name, account in aws_organizations_account.this : name => account.id }
}
