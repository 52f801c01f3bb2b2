variable "name" {
  description = "{world}-{environment}."
  type        = string
  validation {
    condition     = can(regex("^(microservices|warehouse)-[a-z]+$", var.name))
    error_message = "A network is named {world}-{environment}, the world being microservices or warehouse."
  }
}

variable "region" {
  description = "Region of the network."
  type        = string
}

variable "cidr" {
  description = "Addresses of the network, /16 to /18."
  type        = string
  validation {
    condition     = can(cidrhost(var.cidr, 0)) && contains(["16", "17", "18"], try(split("/", var.cidr)[1], ""))
    error_message = "cidr is an IPv4 block from /16 to /18."
  }
}

variable "zones" {
  description = "Availability Zones: 3 in production, 2 elsewhere."
  type        = number
  validation {
    condition     = contains([2, 3], var.zones)
    error_message = "zones is 2 or 3: one zone is no zone."
  }
}

variable "transit_gateway_id" {
  description = "The hub."
  type        = string
}

variable "flow_log_bucket_arn" {
  description = "Bucket of the log archive that takes flow logs."
  type        = string
}

variable "shared_with" {
  description = "Account whose workloads use the private and data subnets."
  type        = string
}

variable "s3_accounts" {
  description = "Accounts whose buckets can be reached through the S3 endpoint."
  type        = list(string)
}
