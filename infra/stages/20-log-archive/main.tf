# Evidence goes to an account in which nobody works: trail, configuration history, flow logs.
locals {
  ids        = [for account in values(local.estate.accounts) : account.id]
  management = local.estate.accounts.management.id
  trail_name = "trunkline-organisation"
  trail_arn  = "arn:aws:cloudtrail:${local.region}:${local.management}:trail/${local.trail_name}"
  trail      = "trunkline-trail-${local.account.id}"
  config     = "trunkline-config-${local.account.id}"
  flows      = "trunkline-flows-${local.account.id}"
}

module "key" {
  source          = "../../modules/key"
  name            = "trunkline-log-archive"
  description     = "Trail, configuration history and flow logs of all accounts"
  account_id      = local.account.id
  services        = ["cloudtrail.amazonaws.com", "config.amazonaws.com", "delivery.logs.amazonaws.com"]
  source_accounts = local.ids
}

module "trail_bucket" {
  source             = "../../modules/bucket"
  name               = local.trail
  key_arn            = module.key.arn
  locked_days        = 365
  archive_after_days = 90
  statements = [
    { Sid = "TrailLooks", Effect = "Allow", Principal = { Service = "cloudtrail.amazonaws.com" }, Action = "s3:GetBucketAcl", Resource = "arn:aws:s3:::${local.trail}", Condition = { StringEquals = { "aws:SourceArn" = local.trail_arn } } },
    { Sid      = "TrailWrites", Effect = "Allow", Principal = { Service = "cloudtrail.amazonaws.com" }, Action = "s3:PutObject",
      Resource = ["arn:aws:s3:::${local.trail}/AWSLogs/${local.management}/*", "arn:aws:s3:::${local.trail}/AWSLogs/${var.organisation.id}/*"]
    Condition = { StringEquals = { "aws:SourceArn" = local.trail_arn, "s3:x-amz-acl" = "bucket-owner-full-control" } } },
  ]
}

module "config_bucket" {
  source             = "../../modules/bucket"
  name               = local.config
  key_arn            = module.key.arn
  locked_days        = 365
  archive_after_days = 90
  statements = [
    { Sid = "ConfigLooks", Effect = "Allow", Principal = { Service = "config.amazonaws.com" }, Action = ["s3:GetBucketAcl", "s3:ListBucket"], Resource = "arn:aws:s3:::${local.config}", Condition = { StringEquals = { "aws:SourceAccount" = local.ids } } },
    { Sid = "ConfigWrites", Effect = "Allow", Principal = { Service = "config.amazonaws.com" }, Action = "s3:PutObject", Resource = "arn:aws:s3:::${local.config}/AWSLogs/*", Condition = { StringEquals = { "aws:SourceAccount" = local.ids } } },
  ]
}

module "flow_bucket" {
  source             = "../../modules/bucket"
  name               = local.flows
  key_arn            = module.key.arn
  archive_after_days = 90
  expire_after_days  = 365
  statements = [
    { Sid = "FlowLogsLook", Effect = "Allow", Principal = { Service = "delivery.logs.amazonaws.com" }, Action = ["s3:GetBucketAcl", "s3:ListBucket"], Resource = "arn:aws:s3:::${local.flows}", Condition = { StringEquals = { "aws:SourceAccount" = local.ids } } },
    { Sid = "FlowLogsWrite", Effect = "Allow", Principal = { Service = "delivery.logs.amazonaws.com" }, Action = "s3:PutObject", Resource = "arn:aws:s3:::${local.flows}/*", Condition = { StringEquals = { "aws:SourceAccount" = local.ids } } },
  ]
}

module "trail_key" {
  source      = "../../modules/key"
  providers   = { aws = aws.management }
  name        = "trunkline-trail-alarms"
  description = "The trail's log group and alarms in the management account"
  account_id  = local.management
  services    = ["cloudwatch.amazonaws.com", "events.amazonaws.com", "sns.amazonaws.com"]
  log_regions = [local.region]
}

module "trail_topic" {
  source     = "../../modules/notices"
  providers  = { aws = aws.management }
  name       = "trail"
  account_id = local.management
  key_arn    = module.trail_key.arn
  contacts   = [local.estate.organisation.securityContact]
}

module "trail" {
  source          = "../../modules/trail"
  providers       = { aws = aws.management }
  name            = local.trail_name
  account_id      = local.management
  region          = local.region
  bucket          = module.trail_bucket.name
  key_arn         = module.key.arn
  log_key_arn     = module.trail_key.arn
  alarm_topic_arn = module.trail_topic.arn
}
