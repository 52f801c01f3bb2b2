output "name" {
  description = "The recorder."
  value       = aws_config_configuration_recorder.this.name
}
