variable "environment" {
  description = "dev, test or prod."
  type        = string
}

variable "host" {
  description = "Internal name of the APIs."
  type        = string
}

variable "zone_id" {
  description = "Route 53 zone of the name; it answers with private addresses."
  type        = string
}

variable "vpc_id" {
  description = "Network of the environment."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets, one a zone."
  type        = list(string)
}

variable "callers" {
  description = "CIDRs that may call the ALB directly: the network itself, and sites on premises."
  type        = list(string)
  validation {
    condition     = alltrue([for cidr in var.callers : can(cidrhost(cidr, 0)) && cidr != "0.0.0.0/0"])
    error_message = "callers are private CIDRs; the internet comes in by the edge."
  }
}

variable "protected" {
  description = "Whether the load balancers refuse to be deleted."
  type        = bool
}
