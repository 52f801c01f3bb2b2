provider "aws" {
  region = local.estate.organisation.region
  assume_role {
    role_arn = "arn:aws:iam::${local.account.id}:role/${var.role}"
  }
  default_tags {
    tags = local.tags
  }
}

variable "role" {
  description = "Role to take in the account: the pipeline's, or the one that Organizations made."
  type        = string
  default     = "OrganizationAccountAccessRole"
}
