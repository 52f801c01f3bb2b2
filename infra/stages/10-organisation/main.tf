module "organisation" {
  source              = "../../modules/organisation"
  accounts            = { for name, account in local.estate.accounts : name => { email = account.email, ou = account.ou, owner = account.owner, kind = account.kind } }
  security_account_id = local.estate.accounts["log-archive"].id
}

module "guardrails" {
  source           = "../../modules/guardrails"
  organization_id  = module.organisation.id
  root_id          = module.organisation.root_id
  workload_targets = [module.organisation.unit_ids["production"], module.organisation.unit_ids["non-production"]]
  sandbox_target   = module.organisation.unit_ids["sandbox"]
  regions          = concat([local.region], local.estate.organisation.otherRegions)
  trusted_accounts = [local.estate.organisation.snowflakeAccount]
}

module "identity" {
  source    = "../../modules/identity"
  directory = var.directory
  groups = { for name, group in local.estate.groups : name => {
    permission_set = group.permissionSet
    account_ids    = [for account in group.accounts : local.estate.accounts[account].id]
  } }
}

module "budget" {
  source   = "../../modules/budget"
  accounts = { for name, account in local.estate.accounts : name => { id = account.id, limit = account.budget } }
  currency = local.estate.organisation.currency
  contact  = local.estate.organisation.securityContact
}
