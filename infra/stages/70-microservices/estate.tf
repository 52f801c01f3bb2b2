# accounts.yaml is the only source of names, ids, addresses and owners.
locals {
  estate       = yamldecode(file("${path.module}/../../accounts.yaml"))
  environment  = local.estate.environments[var.environment]
  account_name = local.environment.microservices
  account      = local.estate.accounts[local.account_name]
  region       = local.estate.organisation.region
  tags = {
    Project     = "trunkline"
    Owner       = local.account.owner
    Environment = var.environment
    Stage       = local.account.stage
    Layer       = "70-microservices"
  }
}
