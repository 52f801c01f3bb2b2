variable "environment" {
  description = "dev, test or prod."
  type        = string
  validation {
    condition     = contains(["dev", "test", "prod"], var.environment)
    error_message = "environment is dev, test or prod."
  }
}

variable "network" {
  description = "Output of 30-network."
  type = object({
    vpcs    = map(object({ id = string, cidr = string, subnet_ids = map(list(string)) }))
    zone_id = string
  })
}

variable "delivery" {
  description = "Output of 50-delivery."
  type        = object({ image_urls = map(string), image_arns = map(string) })
}

variable "snowflake_external_id" {
  description = "External id that Snowflake gave; until then a long random word, which lets nobody in."
  type        = string
  default     = "not-connected-yet"
}
