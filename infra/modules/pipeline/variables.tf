variable "name" {
  description = "Name of the pipeline."
  type        = string
}

variable "account_id" {
  description = "Delivery account."
  type        = string
}

variable "region" {
  description = "Its region."
  type        = string
}

variable "code" {
  description = "Where the code is: codecommit, or a connection (GitHub, GitLab, Bitbucket) by CodeConnections."
  type        = object({ kind = string, repository = string, branch = string, connection_arn = optional(string) })
  validation {
    condition     = contains(["codecommit", "connection"], var.code.kind) && (var.code.kind == "codecommit" || var.code.connection_arn != null)
    error_message = "source.kind is codecommit or connection; a connection needs connection_arn."
  }
}

variable "bucket" {
  description = "Bucket of artifacts."
  type        = string
}

variable "bucket_arn" {
  description = "Its ARN."
  type        = string
}

variable "key_arn" {
  description = "Key of the artifacts."
  type        = string
}

variable "stages" {
  description = "Environments in order, and whether a person approves before."
  type        = list(object({ name = string, account_id = string, approval = bool }))
  validation {
    condition     = alltrue([for stage in var.stages : stage.approval || stage.name == "dev"])
    error_message = "Only dev is deployed without approval."
  }
}

variable "repository_arns" {
  description = "Image repositories that the build pushes to."
  type        = list(string)
}

variable "topic_arn" {
  description = "Where approvals and failures are told."
  type        = string
}

variable "build_minutes" {
  description = "How long a build may take."
  type        = number
  default     = 60
}
