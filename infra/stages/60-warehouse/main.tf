# One environment of the warehouse: landing, lake, catalog, loader, Trino, Snowflake.
locals {
  production  = var.environment == "prod"
  vpc         = var.network.vpcs["warehouse-${var.environment}"]
  writer      = local.estate.accounts[local.environment.microservices].id
  landing     = "trunkline-landing-${var.environment}-${local.account.id}"
  lake        = "trunkline-lake-${var.environment}-${local.account.id}"
  domain      = "warehouse.${var.environment}.${local.estate.organisation.domain}"
  full        = "trunkline-${var.environment}"
  log_days    = local.production ? 365 : 30
  writer_role = "arn:aws:iam::${local.writer}:role/trunkline-${var.environment}-*-task"
  sites       = flatten([for site in values(local.estate.onPremises) : site.cidrs if contains(site.reaches, "warehouse-${var.environment}")])
  # "07:00" and MON-FRI become cron, once for Application Auto Scaling's kind and once for EC2's.
  at        = { for edge in ["start", "stop"] : edge => split(":", local.estate.schedule[edge]) }
  unix_cron = { for edge, at in local.at : edge => "${tonumber(at[1])} ${tonumber(at[0])} * * ${local.estate.schedule.days}" }
}

module "data_key" {
  source      = "../../modules/key"
  name        = "trunkline-${var.environment}-warehouse-data"
  description = "Lake, volumes and catalog of the warehouse in ${var.environment}"
  account_id  = local.account.id
  grants = [{
    sid          = "AutoScalingStartsEncryptedVolumes"
    principals   = ["arn:aws:iam::${local.account.id}:root"]
    role_pattern = ["arn:aws:iam::${local.account.id}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"]
    actions      = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey", "kms:CreateGrant"]
  }]
}

module "landing_key" {
  source      = "../../modules/key"
  name        = "trunkline-${var.environment}-landing"
  description = "Events on their way into the warehouse in ${var.environment}; the only key that both worlds use"
  account_id  = local.account.id
  grants = [{
    sid          = "MicroservicesEncrypt"
    principals   = ["arn:aws:iam::${local.writer}:root"]
    role_pattern = [local.writer_role]
    actions      = ["kms:GenerateDataKey", "kms:Decrypt"] # a multipart upload decrypts its own parts
  }]
}

module "secret_key" {
  source      = "../../modules/key"
  name        = "trunkline-${var.environment}-warehouse-secrets"
  description = "Secrets of the warehouse in ${var.environment}"
  account_id  = local.account.id
}

module "log_key" {
  source      = "../../modules/key"
  name        = "trunkline-${var.environment}-warehouse-logs"
  description = "Logs and notices of the warehouse in ${var.environment}"
  account_id  = local.account.id
  services    = ["cloudwatch.amazonaws.com", "events.amazonaws.com", "sns.amazonaws.com"]
  log_regions = [local.region]
}

module "topic" {
  source     = "../../modules/notices"
  name       = "${var.environment}-warehouse"
  account_id = local.account.id
  key_arn    = module.log_key.arn
}

# The one bridge between the worlds: microservices' tasks put events in. Each role reaches what it has put there
# itself, to go on where it was and to erase a person; other services' events it can neither see nor touch.
module "landing" {
  source            = "../../modules/bucket"
  name              = local.landing
  key_arn           = module.landing_key.arn
  expire_after_days = 90 # the lake has them by then; the services' own log can send them again
  statements = [{
    Sid       = "MicroservicesLand"
    Effect    = "Allow"
    Principal = { AWS = "arn:aws:iam::${local.writer}:root" }
    Action    = ["s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListBucket"]
    Resource  = ["arn:aws:s3:::${local.landing}", "arn:aws:s3:::${local.landing}/*"]
    Condition = { ArnLike = { "aws:PrincipalArn" = local.writer_role } }
  }]
}

module "lake" {
  source  = "../../modules/bucket"
  name    = local.lake
  key_arn = module.data_key.arn
  tags    = { Backup = "daily" }
}

resource "aws_route53_zone" "this" {
  name    = local.domain
  comment = "Query endpoint of the warehouse in ${var.environment}; answers with private addresses"
}

resource "aws_route53_record" "delegation" {
  provider = aws.network
  zone_id  = var.network.zone_id
  name     = local.domain
  type     = "NS"
  ttl      = 3600
  records  = aws_route53_zone.this.name_servers
}

resource "aws_secretsmanager_secret" "sentry" {
  name                    = "trunkline/${var.environment}/warehouse/sentry-dsn"
  description             = "Sentry's DSN; its value is put in by hand"
  kms_key_id              = module.secret_key.arn
  recovery_window_in_days = 30
}

module "catalog" {
  source          = "../../modules/database"
  name            = "${local.full}-catalog"
  vpc_id          = local.vpc.id
  subnet_ids      = local.vpc.subnet_ids.data
  clients         = { loader = module.loader.security_group_id, trino = module.trino.security_group_id }
  instances       = local.production ? 2 : 1
  capacity        = local.production ? { least = 0.5, most = 8 } : { least = 0, most = 2 }
  backup_days     = local.production ? 35 : 7
  protected       = local.production
  data_key_arn    = module.data_key.arn
  secret_key_arn  = module.secret_key.arn
  log_key_arn     = module.log_key.arn
  log_days        = local.log_days
  alarm_topic_arn = module.topic.arn
}

resource "aws_ecs_cluster" "this" {
  name = "${local.full}-warehouse"
  setting {
    name  = "containerInsights"
    value = local.production ? "enhanced" : "disabled"
  }
}

resource "aws_ecs_cluster_capacity_providers" "this" {
  cluster_name       = aws_ecs_cluster.this.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
}

module "loader" {
  source                    = "../../modules/loader"
  environment               = var.environment
  account_id                = local.account.id
  region                    = local.region
  image                     = "${var.delivery.image_urls["loader"]}:first"
  image_repository_arn      = var.delivery.image_arns["loader"]
  cluster_arn               = aws_ecs_cluster.this.arn
  vpc_id                    = local.vpc.id
  subnet_ids                = local.vpc.subnet_ids.private
  schedule                  = local.production ? "rate(5 minutes)" : "cron(0/30 7-18 ? * MON-FRI *)"
  enabled                   = true
  zone                      = local.estate.schedule.zone
  spot                      = !local.production
  services                  = concat(keys(local.estate.services), [for name in keys(local.estate.services) : "${name}-audit"], ["bridge"])
  landing_arn               = module.landing.arn
  lake_arn                  = module.lake.arn
  data_key_arns             = [module.landing_key.arn, module.data_key.arn]
  catalog_host              = module.catalog.endpoint
  catalog_secret_arn        = module.catalog.master_secret_arn
  catalog_security_group_id = module.catalog.security_group_id
  sentry_secret_arn         = aws_secretsmanager_secret.sentry.arn
  secret_key_arn            = module.secret_key.arn
  log_key_arn               = module.log_key.arn
  log_days                  = local.log_days
  alarm_topic_arn           = module.topic.arn
}

module "trino" {
  source                    = "../../modules/trino"
  environment               = var.environment
  account_id                = local.account.id
  region                    = local.region
  vpc_id                    = local.vpc.id
  subnet_ids                = local.vpc.subnet_ids.private
  coordinator_type          = local.production ? "r7g.large" : "r7g.medium"
  worker_types              = local.production ? ["r7g.xlarge", "r6g.xlarge"] : ["r7g.large", "r6g.large"]
  workers                   = local.production ? { least = 2, most = 8 } : { least = 1, most = 2 }
  spot                      = !local.production
  hours                     = local.production ? null : merge(local.unix_cron, { zone = local.estate.schedule.zone })
  callers                   = concat([local.vpc.cidr], local.sites)
  host                      = "sql.${local.domain}"
  zone_id                   = aws_route53_zone.this.zone_id
  image                     = "${var.delivery.image_urls["trino"]}:first"
  image_repository_arn      = var.delivery.image_arns["trino"]
  lake_arn                  = module.lake.arn
  data_key_arn              = module.data_key.arn
  catalog_host              = module.catalog.endpoint
  catalog_secret_arn        = module.catalog.master_secret_arn
  catalog_security_group_id = module.catalog.security_group_id
  secret_key_arn            = module.secret_key.arn
  patch_group               = local.account_name
  protected                 = local.production
  log_key_arn               = module.log_key.arn
  log_days                  = local.log_days
  alarm_topic_arn           = module.topic.arn
}

module "snowflake" {
  source            = "../../modules/snowflake"
  environment       = var.environment
  account_id        = local.account.id
  region            = local.region
  snowflake_account = local.estate.organisation.snowflakeAccount
  external_id       = var.snowflake_external_id
  lake_arn          = module.lake.arn
  prefix            = "published/"
  data_key_arn      = module.data_key.arn
}
