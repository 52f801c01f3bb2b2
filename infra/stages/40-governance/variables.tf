variable "account" {
  description = "Account, as in accounts.yaml."
  type        = string
}

variable "log_archive" {
  description = "Output of 20-log-archive."
  type        = object({ key_arn = string, config_bucket = string })
}
