variable "environment" {
  description = "dev, test or prod."
  type        = string
  validation {
    condition     = contains(["dev", "test", "prod"], var.environment)
    error_message = "environment is dev, test or prod."
  }
}

variable "account_id" {
  description = "Account of the lake."
  type        = string
}

variable "snowflake_account" {
  description = "Snowflake's AWS account (DESC INTEGRATION: STORAGE_AWS_IAM_USER_ARN)."
  type        = string
  validation {
    condition     = can(regex("^[0-9]{12}$", var.snowflake_account))
    error_message = "An account id has 12 digits."
  }
}

variable "external_id" {
  description = "External id that Snowflake gave (STORAGE_AWS_EXTERNAL_ID); not a secret, but unique."
  type        = string
  validation {
    condition     = length(var.external_id) >= 8
    error_message = "external_id has 8 characters at least."
  }
}

variable "region" {
  description = "Region of the lake."
  type        = string
}

variable "lake_arn" {
  description = "Lake bucket."
  type        = string
}

variable "prefix" {
  description = "What Snowflake may read: a prefix of the lake."
  type        = string
  validation {
    condition     = !startswith(var.prefix, "/") && endswith(var.prefix, "/")
    error_message = "prefix ends with a slash and does not begin with one."
  }
}

variable "data_key_arn" {
  description = "Key of the lake."
  type        = string
}
