output "governance" {
  description = "The account's topic for news."
  value       = { topic_arn = module.topic.arn }
}
