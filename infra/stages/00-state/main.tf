# Where Terraform keeps what it knows. Applied once with local state, which then moves in here: see GUIDE.md.
module "key" {
  source      = "../../modules/key"
  name        = "trunkline-state"
  description = "Terraform state"
  account_id  = local.account.id
}

module "bucket" {
  source  = "../../modules/bucket"
  name    = "trunkline-state-${local.account.id}"
  key_arn = module.key.arn
}
