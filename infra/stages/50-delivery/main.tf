# Where code becomes images and images reach environments.
locals {
  images   = concat(keys(local.estate.services), ["loader", "trino", "otel-collector"])
  running  = [for account in values(local.estate.accounts) : account.id if contains(["microservices", "warehouse"], account.kind)]
  artifact = "trunkline-artifacts-${local.account.id}"
  code     = var.connection == null ? { kind = "codecommit", repository = "trunkline", branch = "main", connection_arn = null } : { kind = "connection", repository = var.connection.repository, branch = var.connection.branch, connection_arn = var.connection.arn }
  order    = ["dev", "test", "prod"]
}

module "key" {
  source      = "../../modules/key"
  name        = "trunkline-delivery"
  description = "Code, images and artifacts"
  account_id  = local.account.id
  services    = ["cloudwatch.amazonaws.com", "events.amazonaws.com", "sns.amazonaws.com", "codecommit.amazonaws.com"]
  log_regions = [local.region]
}

module "topic" {
  source     = "../../modules/notices"
  name       = "delivery"
  account_id = local.account.id
  key_arn    = module.key.arn
}

module "images" {
  source    = "../../modules/images"
  names     = local.images
  key_arn   = module.key.arn
  pulled_by = local.running
}

module "artifacts" {
  source            = "../../modules/bucket"
  name              = local.artifact
  key_arn           = module.key.arn
  expire_after_days = 180
}

resource "aws_codecommit_repository" "this" {
  count           = var.connection == null ? 1 : 0
  repository_name = "trunkline"
  description     = "The platform, its infrastructure and its pipelines"
  default_branch  = "main"
  kms_key_id      = module.key.arn
}

module "pipeline" {
  source          = "../../modules/pipeline"
  for_each        = { microservices = "microservices", warehouse = "warehouse" }
  name            = each.key
  account_id      = local.account.id
  region          = local.region
  code            = local.code
  bucket          = module.artifacts.name
  bucket_arn      = module.artifacts.arn
  key_arn         = module.key.arn
  repository_arns = values(module.images.arns)
  topic_arn       = module.topic.arn
  stages          = [for name in local.order : { name = name, account_id = local.estate.accounts[local.estate.environments[name][each.value]].id, approval = name != "dev" }]
}
