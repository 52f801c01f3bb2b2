variable "region" {
  description = "Region of the network."
  type        = string
}

variable "cidr" {
  description = "Addresses of the egress network."
  type        = string
  validation {
    condition     = can(cidrhost(var.cidr, 0)) && try(tonumber(split("/", var.cidr)[1]) <= 22, false)
    error_message = "cidr is an IPv4 block of /22 or larger."
  }
}

variable "zones" {
  description = "Availability Zones, each with its own firewall endpoint and NAT gateway."
  type        = number
  validation {
    condition     = contains([2, 3], var.zones)
    error_message = "zones is 2 or 3."
  }
}

variable "block" {
  description = "All of our networks: the way back."
  type        = string
}

variable "transit_gateway_id" {
  description = "The hub."
  type        = string
}

variable "allowed" {
  description = "By world: who asks (CIDRs), and the names that may be asked for by HTTPS; a leading dot means subdomains too."
  type        = map(object({ sources = list(string), names = list(string) }))
  validation {
    condition     = alltrue([for world in values(var.allowed) : alltrue([for name in world.names : can(regex("^\\.?([a-z0-9-]+\\.)+[a-z]+$", name))])])
    error_message = "A name is a host name, or a domain with a leading dot; no wildcards, no addresses."
  }
}

variable "key_arn" {
  description = "Key for the firewall's rules and its log."
  type        = string
}

variable "flow_log_bucket_arn" {
  description = "Bucket of the log archive that takes flow logs."
  type        = string
}
