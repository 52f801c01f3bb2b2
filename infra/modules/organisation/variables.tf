variable "accounts" {
  description = "Accounts by name; the one in `root` is the management account and exists already."
  type        = map(object({ email = string, ou = string, owner = string, kind = string }))
  validation {
    condition     = length(distinct([for account in values(var.accounts) : account.email])) == length(var.accounts)
    error_message = "Each account has an e-mail address of its own: AWS refuses a second use."
  }
}

variable "security_account_id" {
  description = "Account that administers the security services."
  type        = string
}
