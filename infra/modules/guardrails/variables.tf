variable "organization_id" {
  description = "Id of the organisation."
  type        = string
}

variable "root_id" {
  description = "Root of the organisation."
  type        = string
}

variable "workload_targets" {
  description = "Units whose accounts get networks from the hub and may not make any."
  type        = list(string)
}

variable "sandbox_target" {
  description = "The sandbox unit."
  type        = string
}

variable "regions" {
  description = "Regions in which anything may run."
  type        = list(string)
  validation {
    condition     = length(var.regions) > 0
    error_message = "At least one region."
  }
}

variable "trusted_accounts" {
  description = "Accounts outside the organisation whose principals may take roles that name them (Snowflake)."
  type        = list(string)
  validation {
    condition     = alltrue([for id in var.trusted_accounts : can(regex("^[0-9]{12}$", id))])
    error_message = "An account id has 12 digits."
  }
}
