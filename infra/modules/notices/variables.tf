variable "name" {
  description = "What the topic is for."
  type        = string
}

variable "account_id" {
  description = "Account that publishes."
  type        = string
}

variable "key_arn" {
  description = "Key that encrypts messages at rest; CloudWatch and EventBridge must be allowed to use it."
  type        = string
}

variable "contacts" {
  description = "E-mail addresses told beside the desk."
  type        = list(string)
  default     = []
}
