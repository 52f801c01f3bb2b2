variable "account_id" {
  description = "Account that is deployed to."
  type        = string
}

variable "region" {
  description = "Its region."
  type        = string
}

variable "delivery_account_id" {
  description = "Account whose build roles deploy."
  type        = string
  validation {
    condition     = can(regex("^[0-9]{12}$", var.delivery_account_id))
    error_message = "An account id has 12 digits."
  }
}
