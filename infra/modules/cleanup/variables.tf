variable "account_id" {
  description = "The sandbox account; the job refuses to run in any other."
  type        = string
  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "An account id has 12 digits."
  }
}

variable "region" {
  description = "Its region."
  type        = string
}

variable "keep_days" {
  description = "Days that a resource may live unless it carries the tag Keep."
  type        = number
  validation {
    condition     = var.keep_days >= 1 && var.keep_days <= 30
    error_message = "keep_days is 1 to 30."
  }
}

variable "zone" {
  description = "Time zone of the nightly run."
  type        = string
}

variable "log_key_arn" {
  description = "Key of the log."
  type        = string
}
