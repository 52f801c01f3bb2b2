variable "name" {
  description = "Name of the trail; the bucket's policy names it too."
  type        = string
}

variable "account_id" {
  description = "The management account."
  type        = string
}

variable "region" {
  description = "Home region of the trail."
  type        = string
}

variable "bucket" {
  description = "Bucket of the log archive."
  type        = string
}

variable "key_arn" {
  description = "Key of the log archive that encrypts the files."
  type        = string
}

variable "log_key_arn" {
  description = "Key of this account for the log group."
  type        = string
}

variable "alarm_topic_arn" {
  description = "Where alarms go."
  type        = string
}
