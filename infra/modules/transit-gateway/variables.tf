variable "asn" {
  description = "The hub's private autonomous system number."
  type        = number
  validation {
    condition     = var.asn >= 64512 && var.asn <= 65534
    error_message = "asn is a private 16-bit ASN: 64512 to 65534."
  }
}

variable "attachments" {
  description = "Attachment ids by name; a name is also that of its route table."
  type        = map(string)
}

variable "tables" {
  description = "One route table an attachment: static routes (CIDR to attachment), closed CIDRs, and the attachments whose BGP routes it learns."
  type = map(object({
    routes      = optional(map(string), {})
    blackholes  = optional(list(string), [])
    learns_from = optional(list(string), [])
  }))
  validation {
    condition     = alltrue([for table in values(var.tables) : alltrue([for cidr in concat(keys(table.routes), table.blackholes) : can(cidrhost(cidr, 0))])])
    error_message = "Every route and every closed block is a CIDR."
  }
}
