variable "groups" {
  description = "Active Directory groups: the permission set of each, and the accounts it is for."
  type        = map(object({ permission_set = string, account_ids = list(string) }))
  validation {
    condition     = alltrue([for group in values(var.groups) : contains(["PlatformEngineer", "Developer", "Operator", "Auditor", "BreakGlass"], group.permission_set)])
    error_message = "A permission set is PlatformEngineer, Developer, Operator, Auditor or BreakGlass."
  }
}

variable "directory" {
  description = "Identity Center's instance and its groups' ids; null looks them up, which needs the directory to be connected."
  type        = object({ instance_arn = string, identity_store_id = string, group_ids = map(string) })
  default     = null
}
