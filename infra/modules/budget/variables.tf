variable "accounts" {
  description = "Accounts by name: id and limit a month."
  type        = map(object({ id = string, limit = number }))
  validation {
    condition     = alltrue([for account in values(var.accounts) : account.limit > 0])
    error_message = "A budget is more than nothing."
  }
}

variable "currency" {
  description = "Currency of the limits."
  type        = string
}

variable "contact" {
  description = "Who is told."
  type        = string
  validation {
    condition     = can(regex("^[^@ ]+@[^@ ]+$", var.contact))
    error_message = "contact is an e-mail address."
  }
}

variable "anomaly" {
  description = "Unexpected cost a day that is worth a message."
  type        = number
  default     = 50
}
