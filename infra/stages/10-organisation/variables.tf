variable "directory" {
  description = "Identity Center's instance and its groups' ids; null looks them up by the groups' names."
  type        = object({ instance_arn = string, identity_store_id = string, group_ids = map(string) })
  default     = null
}
