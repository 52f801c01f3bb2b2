variable "account_id" {
  description = "The account."
  type        = string
}

variable "region" {
  description = "Its region."
  type        = string
}

variable "key_arn" {
  description = "Key for volumes and sessions."
  type        = string
}

variable "guardduty_features" {
  description = "What GuardDuty looks at beside trail, flows and DNS."
  type        = list(string)
  default     = ["S3_DATA_EVENTS", "RDS_LOGIN_EVENTS", "EBS_MALWARE_PROTECTION"]
  validation {
    condition     = alltrue([for feature in var.guardduty_features : contains(["S3_DATA_EVENTS", "RDS_LOGIN_EVENTS", "EBS_MALWARE_PROTECTION", "RUNTIME_MONITORING", "LAMBDA_NETWORK_LOGS"], feature)])
    error_message = "guardduty_features are S3_DATA_EVENTS, RDS_LOGIN_EVENTS, EBS_MALWARE_PROTECTION, RUNTIME_MONITORING, LAMBDA_NETWORK_LOGS."
  }
}
