output "organisation" {
  description = "What later stages need of the organisation."
  value       = { id = module.organisation.id, account_ids = module.organisation.account_ids }
}
