variable "name" {
  description = "Name of the cluster."
  type        = string
  validation {
    condition     = can(regex("^trunkline-[a-z0-9-]+$", var.name))
    error_message = "A cluster is named trunkline-…"
  }
}

variable "vpc_id" {
  description = "Its network."
  type        = string
}

variable "subnet_ids" {
  description = "Data subnets, one a zone."
  type        = list(string)
  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "Aurora needs subnets in two zones."
  }
}

variable "clients" {
  description = "Security groups that may connect, by a name for the rule."
  type        = map(string)
}

variable "engine_version" {
  description = "Aurora PostgreSQL version; pausing at 0 needs 16.3 or later."
  type        = string
  default     = "17.5"
}

variable "instances" {
  description = "1 writer and its readers; 2 or more stand in different zones."
  type        = number
  validation {
    condition     = var.instances >= 1 && var.instances <= 4
    error_message = "instances is 1 to 4."
  }
}

variable "capacity" {
  description = "Aurora capacity units; least 0 lets the cluster pause after 15 minutes without a connection."
  type        = object({ least = number, most = number })
  validation {
    condition     = (var.capacity.least == 0 || var.capacity.least >= 0.5) && var.capacity.most > var.capacity.least && var.capacity.most <= 256
    error_message = "capacity.least is 0 or at least 0.5; capacity.most is more than that, at most 256."
  }
}

variable "backup_days" {
  description = "Days to any second of which the cluster can be restored."
  type        = number
  validation {
    condition     = var.backup_days >= 7 && var.backup_days <= 35
    error_message = "backup_days is 7 to 35."
  }
}

variable "protected" {
  description = "Whether deletion is refused and a last snapshot is taken."
  type        = bool
}

variable "data_key_arn" {
  description = "Key of the storage."
  type        = string
}

variable "secret_key_arn" {
  description = "Key of the master's secret."
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
