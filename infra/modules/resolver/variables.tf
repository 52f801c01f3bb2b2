variable "name" {
  description = "Network that asks."
  type        = string
}

variable "vpc_id" {
  description = "Its VPC."
  type        = string
}

variable "subnet_ids" {
  description = "Its private subnets; the first two hold the endpoint."
  type        = list(string)
}

variable "domain" {
  description = "Domain that lives on premises."
  type        = string
}

variable "nameservers" {
  description = "Who answers for it."
  type        = list(string)
  validation {
    condition     = length(var.nameservers) >= 2 && alltrue([for server in var.nameservers : can(cidrhost("${server}/32", 0))])
    error_message = "Two name servers at least, by IPv4 address."
  }
}
