# accounts.yaml is the only source of names, ids, addresses and owners.
locals {
  estate       = yamldecode(file("${path.module}/../../accounts.yaml"))
  account_name = var.account
  account      = local.estate.accounts[local.account_name]
  region       = local.estate.organisation.region
  tags = {
    Project     = "trunkline"
    Owner       = local.account.owner
    Environment = local.account.stage
    Stage       = local.account.stage
    Layer       = "40-governance"
  }
}
