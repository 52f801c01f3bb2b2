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

variable "vpc_id" {
  description = "Network."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets."
  type        = list(string)
}

variable "coordinator_type" {
  description = "Instance type of the coordinator; Graviton."
  type        = string
  validation {
    condition     = can(regex("^[a-z]+[0-9]g[a-z]*\\.", var.coordinator_type))
    error_message = "Instances are Graviton, such as r7g.large."
  }
}

variable "worker_types" {
  description = "Instance types of workers, the cheapest available is taken; Graviton."
  type        = list(string)
  validation {
    condition     = alltrue([for type in var.worker_types : can(regex("^[a-z]+[0-9]g[a-z]*\\.", type))])
    error_message = "Instances are Graviton, such as r7g.large."
  }
}

variable "workers" {
  description = "Workers at least and at most."
  type        = object({ least = number, most = number })
}

variable "spot" {
  description = "Whether workers run on Spot."
  type        = bool
}

variable "hours" {
  description = "Five-field cron of start and stop; null runs always."
  type        = object({ start = string, stop = string, zone = string })
  default     = null
}

variable "callers" {
  description = "CIDRs of those who ask: the network itself, analysts on premises."
  type        = list(string)
  validation {
    condition     = alltrue([for cidr in var.callers : can(cidrhost(cidr, 0)) && cidr != "0.0.0.0/0"])
    error_message = "callers are private CIDRs."
  }
}

variable "host" {
  description = "Name of the query endpoint."
  type        = string
}

variable "zone_id" {
  description = "Route 53 zone of the name."
  type        = string
}

variable "image" {
  description = "Trino image in our registry."
  type        = string
}

variable "image_repository_arn" {
  description = "Its repository."
  type        = string
}

variable "lake_arn" {
  description = "Lake bucket."
  type        = string
}

variable "data_key_arn" {
  description = "Key of lake and volumes."
  type        = string
}

variable "catalog_secret_arn" {
  description = "Secret of the catalog database."
  type        = string
}

variable "secret_key_arn" {
  description = "Key of the secret."
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

variable "patch_group" {
  description = "Patch group: AWS Systems Manager patches by it."
  type        = string
}

variable "protected" {
  description = "Whether the load balancer refuses to be deleted."
  type        = bool
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
