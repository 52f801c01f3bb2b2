variable "name" {
  description = "Name of the bucket, unique in the world: ours end with the account id."
  type        = string
  validation {
    condition     = can(regex("^trunkline-[a-z0-9-]+-[0-9]{12}$", var.name)) && length(var.name) <= 63
    error_message = "A bucket is named trunkline-{purpose}-{account id}, at most 63 characters."
  }
}

variable "key_arn" {
  description = "ARN of the key that encrypts it."
  type        = string
}

variable "statements" {
  description = "Statements of the bucket policy beside `TlsOnly`; objects in IAM's own form."
  type        = any
  default     = []
}

variable "locked_days" {
  description = "Days for which nobody, root included, can delete an object (object lock, compliance mode); 0 for none."
  type        = number
  default     = 0
  validation {
    condition     = var.locked_days >= 0 && var.locked_days <= 3650
    error_message = "locked_days is 0 to 3650."
  }
}

variable "archive_after_days" {
  description = "Days after which objects move to Glacier Instant Retrieval; null for never."
  type        = number
  default     = null
}

variable "expire_after_days" {
  description = "Days after which objects are deleted; null for never."
  type        = number
  default     = null
}

variable "tags" {
  description = "Tags beside the default ones."
  type        = map(string)
  default     = {}
}
