variable "topic_arn" {
  description = "Topic that the desk listens to."
  type        = string
}

variable "topic_name" {
  description = "Its name."
  type        = string
}
