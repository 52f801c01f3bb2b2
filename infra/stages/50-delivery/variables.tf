variable "connection" {
  description = "A CodeConnections connection to GitHub, GitLab or Bitbucket in place of CodeCommit; it is confirmed by hand in the console."
  type        = object({ arn = string, repository = string, branch = string })
  default     = null
}
