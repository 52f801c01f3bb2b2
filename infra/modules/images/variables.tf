variable "names" {
  description = "One repository an image."
  type        = list(string)
  validation {
    condition     = alltrue([for name in var.names : can(regex("^[a-z][a-z0-9-]+$", name))])
    error_message = "An image is named in lower case letters, digits and hyphens."
  }
}

variable "key_arn" {
  description = "Key that encrypts images."
  type        = string
}

variable "pulled_by" {
  description = "Accounts that run them."
  type        = list(string)
}
