variable "organisation" {
  description = "Output of 10-organisation."
  type        = object({ id = string })
}

variable "log_archive" {
  description = "Output of 20-log-archive."
  type        = object({ flow_bucket_arn = string })
}

variable "snowflake_private_link" {
  description = "Snowflake's endpoint services by name (SYSTEM$GET_PRIVATELINK_CONFIG); empty: HTTPS through the inspected way out."
  type        = map(string)
  default     = {}
}
