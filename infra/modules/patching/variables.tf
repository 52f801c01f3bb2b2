variable "name" {
  description = "Patch group: the value of the tag PatchGroup on instances."
  type        = string
}

variable "approve_after_days" {
  description = "Days after a patch's release until it is installed."
  type        = number
  validation {
    condition     = var.approve_after_days >= 0 && var.approve_after_days <= 30
    error_message = "approve_after_days is 0 to 30: older than a month is negligence."
  }
}

variable "schedule" {
  description = "When the window opens, such as cron(0 2 ? * SUN *)."
  type        = string
  validation {
    condition     = startswith(var.schedule, "cron(")
    error_message = "schedule is cron(…)."
  }
}

variable "zone" {
  description = "Time zone of the schedule."
  type        = string
}
