output "microservices" {
  description = "Where clients reach the APIs."
  value       = { url = module.edge.url }
}
