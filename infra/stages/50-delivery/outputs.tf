output "delivery" {
  description = "Images by name: URL and ARN of each repository."
  value       = { image_urls = module.images.urls, image_arns = module.images.arns }
}
