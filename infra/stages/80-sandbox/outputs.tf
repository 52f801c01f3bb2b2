output "sandbox" {
  description = "The clean-up job."
  value       = { project = module.cleanup.project }
}
