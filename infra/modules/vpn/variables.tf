variable "name" {
  description = "Site at the other end."
  type        = string
}

variable "asn" {
  description = "The site's autonomous system number."
  type        = number
  validation {
    condition     = var.asn > 0 && var.asn < 4294967295
    error_message = "asn is a BGP autonomous system number."
  }
}

variable "gateway" {
  description = "Public IPv4 address of the site's gateway."
  type        = string
  validation {
    condition     = can(cidrhost("${var.gateway}/32", 0))
    error_message = "gateway is an IPv4 address."
  }
}

variable "transit_gateway_id" {
  description = "The hub."
  type        = string
}

variable "log_key_arn" {
  description = "Key that encrypts the tunnels' logs."
  type        = string
}

variable "alarm_topic_arn" {
  description = "Where alarms go."
  type        = string
}
