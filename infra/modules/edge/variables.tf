variable "environment" {
  description = "dev, test or prod."
  type        = string
}

variable "host" {
  description = "Public name of the API."
  type        = string
}

variable "zone_id" {
  description = "Route 53 zone of the name."
  type        = string
}

variable "internal_host" {
  description = "Name on the internal load balancer's certificate; API Gateway checks it."
  type        = string
}

variable "nlb_arn" {
  description = "Internal Network Load Balancer behind the VPC link."
  type        = string
}

variable "prefixes" {
  description = "Paths that are let through, from contracts/edge/routes.yaml."
  type        = list(string)
  validation {
    condition     = length(var.prefixes) > 0 && alltrue([for prefix in var.prefixes : can(regex("^(/[A-Za-z0-9-]+)+$", prefix))])
    error_message = "A prefix is an absolute path without a slash at its end."
  }
}

variable "requests_per_second" {
  description = "What the stage serves at most, over all callers."
  type        = number
}

variable "requests_per_address" {
  description = "What one address may ask in five minutes before WAF blocks it."
  type        = number
  validation {
    condition     = var.requests_per_address >= 100
    error_message = "requests_per_address is 100 or more."
  }
}

variable "log_days" {
  description = "How long access logs are kept."
  type        = number
}

variable "log_key_arn" {
  description = "Key of the logs."
  type        = string
}

variable "alarm_topic_arn" {
  description = "Where alarms go."
  type        = string
}
