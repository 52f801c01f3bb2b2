# The same in every account: what is recorded, watched, patched, backed up, and who may deploy.
locals {
  production = local.account.stage == "prod"
  workload   = contains(["microservices", "warehouse"], local.account.kind)
}

module "key" {
  source      = "../../modules/key"
  name        = "trunkline-${var.account}-governance"
  description = "Default volumes, sessions, backups, notices and traces of ${var.account}"
  account_id  = local.account.id
  services    = ["cloudwatch.amazonaws.com", "events.amazonaws.com", "sns.amazonaws.com", "backup.amazonaws.com"]
  log_regions = [local.region]
}

module "topic" {
  source     = "../../modules/notices"
  name       = "governance"
  account_id = local.account.id
  key_arn    = module.key.arn
  contacts   = local.production ? [local.estate.organisation.securityContact] : []
}

module "baseline" {
  source     = "../../modules/baseline"
  account_id = local.account.id
  region     = local.region
  key_arn    = module.key.arn
}

module "recorder" {
  source         = "../../modules/recorder"
  account_id     = local.account.id
  region         = local.region
  bucket         = var.log_archive.config_bucket
  bucket_key_arn = var.log_archive.key_arn
  continuous     = local.production
  aggregates     = var.account == "log-archive"
}

module "change_alarms" {
  source     = "../../modules/change-alarms"
  topic_arn  = module.topic.arn
  topic_name = "trunkline-governance"
}

module "backup" {
  source     = "../../modules/backup"
  count      = local.workload ? 1 : 0
  account_id = local.account.id
  key_arn    = module.key.arn
  keep_days  = local.production ? 35 : 7
  zone       = local.estate.schedule.zone
}

module "patching" {
  source             = "../../modules/patching"
  count              = local.account.kind == "warehouse" ? 1 : 0
  name               = var.account
  approve_after_days = local.production ? 7 : 0
  schedule           = local.production ? "cron(0 2 ? * SUN *)" : "cron(0 10 ? * WED *)"
  zone               = local.estate.schedule.zone
}

module "deployer" {
  source              = "../../modules/deployer"
  count               = local.workload ? 1 : 0
  account_id          = local.account.id
  region              = local.region
  delivery_account_id = local.estate.accounts.delivery.id
}

resource "aws_xray_encryption_config" "this" {
  type   = "KMS"
  key_id = module.key.arn
}
