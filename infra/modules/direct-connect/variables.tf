variable "name" {
  description = "Site at the other end."
  type        = string
}

variable "asn" {
  description = "The site's autonomous system number."
  type        = number
}

variable "aws_asn" {
  description = "The Direct Connect gateway's own; must differ from the hub's and the site's."
  type        = number
  validation {
    condition     = var.aws_asn >= 64512 && var.aws_asn <= 65534
    error_message = "aws_asn is a private 16-bit ASN: 64512 to 65534."
  }
}

variable "connection_id" {
  description = "Id of the Direct Connect connection or LAG, as AWS gave it."
  type        = string
  validation {
    condition     = can(regex("^dx(con|lag)-", var.connection_id))
    error_message = "connection_id begins with dxcon- or dxlag-."
  }
}

variable "vlan" {
  description = "VLAN on the connection."
  type        = number
  validation {
    condition     = var.vlan >= 1 && var.vlan <= 4094
    error_message = "vlan is 1 to 4094."
  }
}

variable "transit_gateway_id" {
  description = "The hub."
  type        = string
}

variable "advertised_cidrs" {
  description = "What the site is told it can reach."
  type        = list(string)
}

variable "alarm_topic_arn" {
  description = "Where alarms go."
  type        = string
}
