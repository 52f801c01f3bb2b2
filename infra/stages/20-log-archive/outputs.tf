output "log_archive" {
  description = "Where evidence goes."
  value       = { key_arn = module.key.arn, flow_bucket_arn = module.flow_bucket.arn, config_bucket = module.config_bucket.name }
}
