variable "name" {
  description = "Alias, without `alias/`: who uses the key and for what."
  type        = string
  validation {
    condition     = can(regex("^trunkline-[a-z0-9-]+$", var.name))
    error_message = "A key is named trunkline-{owner}-{purpose} in lower case."
  }
}

variable "description" {
  description = "What is encrypted with it."
  type        = string
}

variable "account_id" {
  description = "The account that owns the key."
  type        = string
  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "An account id has 12 digits."
  }
}

variable "services" {
  description = "AWS services that use the key for this account, such as `cloudtrail.amazonaws.com`."
  type        = list(string)
  default     = []
}

variable "source_accounts" {
  description = "Further accounts on whose behalf those services may use it."
  type        = list(string)
  default     = []
}

variable "log_regions" {
  description = "Regions whose CloudWatch Logs encrypt log groups of this account with it."
  type        = list(string)
  default     = []
}

variable "grants" {
  description = "Principals of other accounts and what each may do; role_pattern narrows an account to some of its roles."
  type = list(object({
    sid          = string
    principals   = list(string)
    actions      = list(string)
    role_pattern = optional(list(string))
  }))
  default = []
}
