variable "account_id" {
  description = "The account."
  type        = string
}

variable "region" {
  description = "Its region."
  type        = string
}

variable "bucket" {
  description = "Bucket of the log archive for Config."
  type        = string
}

variable "bucket_key_arn" {
  description = "Key of that bucket."
  type        = string
}

variable "continuous" {
  description = "Record each change as it happens (production), or once a day (cheaper)."
  type        = bool
}

variable "aggregates" {
  description = "Whether this account sees all others' (the log archive does)."
  type        = bool
  default     = false
}
