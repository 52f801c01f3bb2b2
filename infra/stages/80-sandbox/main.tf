# A place to try things: small, watched, and empty again in the morning. It has no way to any other network.
module "key" {
  source      = "../../modules/key"
  name        = "trunkline-sandbox"
  description = "Log and job of the clean-up"
  account_id  = local.account.id
  log_regions = [local.region]
}

module "cleanup" {
  source      = "../../modules/cleanup"
  account_id  = local.account.id
  region      = local.region
  keep_days   = 3
  zone        = local.estate.schedule.zone
  log_key_arn = module.key.arn
}
