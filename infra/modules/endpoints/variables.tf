variable "name" {
  description = "Network that they stand in."
  type        = string
}

variable "region" {
  description = "Region of the network."
  type        = string
}

variable "vpc_id" {
  description = "The network's VPC."
  type        = string
}

variable "cidr" {
  description = "The network's addresses."
  type        = string
}

variable "subnet_ids" {
  description = "One subnet a zone."
  type        = list(string)
  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "Endpoints stand in two zones at least."
  }
}

variable "services" {
  description = "AWS services by the last part of their endpoint's name, such as `ecr.api`."
  type        = list(string)
}

variable "private_links" {
  description = "Other endpoint services by name, such as Snowflake's (SYSTEM$GET_PRIVATELINK_CONFIG)."
  type        = map(string)
  default     = {}
  validation {
    condition     = alltrue([for service in values(var.private_links) : startswith(service, "com.amazonaws.vpce.")])
    error_message = "A PrivateLink service is named com.amazonaws.vpce.{region}.{id}."
  }
}

variable "organization_id" {
  description = "Only principals of this organisation pass."
  type        = string
}
