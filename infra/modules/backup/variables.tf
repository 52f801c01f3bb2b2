variable "account_id" {
  description = "The account."
  type        = string
}

variable "key_arn" {
  description = "Key of the vault."
  type        = string
}

variable "keep_days" {
  description = "Days for which a backup is kept and cannot be deleted."
  type        = number
  validation {
    condition     = var.keep_days >= 7 && var.keep_days <= 365
    error_message = "keep_days is 7 to 365."
  }
}

variable "zone" {
  description = "Time zone of the schedule."
  type        = string
}
