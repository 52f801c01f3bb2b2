variable "environment" {
  description = "dev, test or prod."
  type        = string
  validation {
    condition     = contains(["dev", "test", "prod"], var.environment)
    error_message = "environment is dev, test or prod."
  }
}

variable "account_id" {
  description = "Account that it runs in."
  type        = string
}

variable "region" {
  description = "Its region."
  type        = string
}

variable "image" {
  description = "Image of the loader."
  type        = string
}

variable "image_repository_arn" {
  description = "Its repository."
  type        = string
}

variable "cluster_arn" {
  description = "ECS cluster."
  type        = string
}

variable "vpc_id" {
  description = "Network."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets."
  type        = list(string)
}

variable "schedule" {
  description = "How often it runs: rate(…) or cron(…)."
  type        = string
  validation {
    condition     = can(regex("^(rate|cron)\\(", var.schedule))
    error_message = "schedule is rate(…) or cron(…)."
  }
}

variable "spot" {
  description = "Whether it runs on Fargate Spot; a run that is stopped is simply run again."
  type        = bool
}

variable "enabled" {
  description = "Whether the schedule runs."
  type        = bool
}

variable "zone" {
  description = "Time zone of the schedule."
  type        = string
}

variable "services" {
  description = "Services whose landing it reads."
  type        = list(string)
}

variable "landing_arn" {
  description = "Landing bucket."
  type        = string
}

variable "lake_arn" {
  description = "Lake bucket."
  type        = string
}

variable "data_key_arns" {
  description = "Keys of both."
  type        = list(string)
}

variable "catalog_secret_arn" {
  description = "Secret of the catalog database."
  type        = string
}

variable "sentry_secret_arn" {
  description = "Secret with the Sentry DSN."
  type        = string
}

variable "secret_key_arn" {
  description = "Key of the secrets."
  type        = string
}

variable "catalog_host" {
  description = "Host of the catalog database."
  type        = string
}

variable "catalog_security_group_id" {
  description = "Its security group."
  type        = string
}

variable "log_key_arn" {
  description = "Key of the logs."
  type        = string
}

variable "log_days" {
  description = "How long logs are kept."
  type        = number
}

variable "alarm_topic_arn" {
  description = "Where alarms go."
  type        = string
}
