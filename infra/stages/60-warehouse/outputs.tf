output "warehouse" {
  description = "Where microservices land their events."
  value       = { landing_bucket = module.landing.name, landing_arn = module.landing.arn, landing_key_arn = module.landing_key.arn }
}
