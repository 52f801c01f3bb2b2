output "state" {
  description = "Bucket and key of the state."
  value       = { bucket = module.bucket.name, key_arn = module.key.arn }
}
