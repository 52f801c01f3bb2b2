# One environment of the microservices: the edge, eight services, their database.
locals {
  production = var.environment == "prod"
  vpc        = var.network.vpcs["microservices-${var.environment}"]
  domain     = "${var.environment}.${local.estate.organisation.domain}"
  internal   = "internal.${local.domain}"
  log_days   = local.production ? 365 : 30
  full       = "trunkline-${var.environment}"
  contract   = yamldecode(file("${path.module}/../../../contracts/edge/routes.yaml"))
  routes     = concat(local.contract.routes, local.contract.internal)
  # The bulk interface loads a monolith: it is for the bridge inside the network, and API Gateway refuses its 16 MiB anyway.
  # The pages that describe the services are for those who work inside too.
  public = [for route in local.contract.routes : route.prefix if !startswith(route.prefix, "/bulk/") && !startswith(route.prefix, "/docs/")]
  sites  = flatten([for site in values(local.estate.onPremises) : site.cidrs if contains(site.reaches, "microservices-${var.environment}")])
  order  = { for index, name in keys(local.estate.services) : name => index }
  at     = { for edge in ["start", "stop"] : edge => split(":", local.estate.schedule[edge]) }
  hours  = { for edge, at in local.at : edge => "cron(${tonumber(at[1])} ${tonumber(at[0])} ? * ${local.estate.schedule.days} *)" }
  # What each service is given besides its database's passwords; the values are put in by hand (GUIDE.md).
  own_secrets = merge([for name in keys(local.estate.services) : merge(
    {
      "${name}/peers-client-secret" = { service = name, variable = "TRUNKLINE_PEERS_CLIENT_SECRET" }
      "${name}/hub-signing-key"     = { service = name, variable = "TRUNKLINE_HUB_SIGNING_KEY" }
    },
    name == "identification" ? { "${name}/identifier-hash-keys" = { service = name, variable = "TRUNKLINE_IDENTIFIER_HASH_KEYS" } } : {},
  )]...)
  parameters = {
    TRUNKLINE_SECURITY_ISSUER   = { path = "security/issuer", value = var.identity_provider.issuer }
    TRUNKLINE_SECURITY_JWKS_URI = { path = "security/jwks-uri", value = var.identity_provider.jwks_uri }
    TRUNKLINE_PEERS_TOKEN_URL   = { path = "peers/token-url", value = var.identity_provider.token_url }
    TRUNKLINE_PEERS_URL         = { path = "peers/url", value = "https://${local.internal}" }
    TRUNKLINE_HTTP_PUBLIC_URL   = { path = "http/public-url", value = "https://api.${local.domain}" }
  }
}

module "data_key" {
  source      = "../../modules/key"
  name        = "trunkline-${var.environment}-data"
  description = "Customers' data in Aurora in ${var.environment}"
  account_id  = local.account.id
}

module "secret_key" {
  source      = "../../modules/key"
  name        = "trunkline-${var.environment}-secrets"
  description = "Secrets of the microservices in ${var.environment}"
  account_id  = local.account.id
}

module "log_key" {
  source      = "../../modules/key"
  name        = "trunkline-${var.environment}-logs"
  description = "Logs and notices of the microservices in ${var.environment}"
  account_id  = local.account.id
  services    = ["cloudwatch.amazonaws.com", "events.amazonaws.com", "sns.amazonaws.com"]
  log_regions = [local.region]
}

module "topic" {
  source     = "../../modules/notices"
  name       = "${var.environment}-microservices"
  account_id = local.account.id
  key_arn    = module.log_key.arn
}

resource "aws_route53_zone" "this" {
  name    = local.domain
  comment = "APIs in ${var.environment}"
}

resource "aws_route53_record" "delegation" {
  provider = aws.network
  zone_id  = var.network.zone_id
  name     = local.domain
  type     = "NS"
  ttl      = 3600
  records  = aws_route53_zone.this.name_servers
}

module "ingress" {
  source      = "../../modules/ingress"
  environment = var.environment
  host        = local.internal
  zone_id     = aws_route53_zone.this.zone_id
  vpc_id      = local.vpc.id
  subnet_ids  = local.vpc.subnet_ids.private
  callers     = concat([local.vpc.cidr], local.sites)
  protected   = local.production
}

module "edge" {
  source               = "../../modules/edge"
  environment          = var.environment
  host                 = "api.${local.domain}"
  zone_id              = aws_route53_zone.this.zone_id
  internal_host        = local.internal
  nlb_arn              = module.ingress.nlb_arn
  prefixes             = local.public
  requests_per_second  = local.production ? 2000 : 100
  requests_per_address = local.production ? 10000 : 2000
  log_days             = local.log_days
  log_key_arn          = module.log_key.arn
  alarm_topic_arn      = module.topic.arn
}

module "database" {
  source          = "../../modules/database"
  name            = local.full
  vpc_id          = local.vpc.id
  subnet_ids      = local.vpc.subnet_ids.data
  clients         = merge({ for name, service in module.service : name => service.security_group_id }, { rotation = aws_security_group.rotation.id })
  instances       = local.production ? 2 : 1
  capacity        = local.production ? { least = 2, most = 32 } : { least = 0, most = 4 }
  backup_days     = local.production ? 35 : 7
  protected       = local.production
  data_key_arn    = module.data_key.arn
  secret_key_arn  = module.secret_key.arn
  log_key_arn     = module.log_key.arn
  log_days        = local.log_days
  alarm_topic_arn = module.topic.arn
}

# ---- secrets and settings
resource "aws_security_group" "rotation" {
  name        = "${local.full}-rotation"
  description = "The function that rotates database secrets: database and HTTPS out"
  vpc_id      = local.vpc.id
}

resource "aws_vpc_security_group_egress_rule" "rotation_database" {
  security_group_id            = aws_security_group.rotation.id
  description                  = "PostgreSQL"
  referenced_security_group_id = module.database.security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_vpc_security_group_egress_rule" "rotation_https" {
  security_group_id = aws_security_group.rotation.id
  description       = "HTTPS to Secrets Manager"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

# AWS's own rotation function, from its Serverless Application Repository: nothing of ours to maintain.
resource "aws_serverlessapplicationrepository_cloudformation_stack" "rotation" {
  name           = "${local.full}-secret-rotation"
  application_id = "arn:aws:serverlessrepo:us-east-1:297356227824:applications/SecretsManagerRDSPostgreSQLRotationSingleUser"
  capabilities   = ["CAPABILITY_IAM", "CAPABILITY_RESOURCE_POLICY"]
  parameters = {
    endpoint            = "https://secretsmanager.${local.region}.amazonaws.com"
    functionName        = "${local.full}-secret-rotation"
    vpcSubnetIds        = join(",", local.vpc.subnet_ids.private)
    vpcSecurityGroupIds = aws_security_group.rotation.id
    kmsKeyArn           = module.secret_key.arn
  }
}

resource "aws_secretsmanager_secret" "sentry" {
  name                    = "trunkline/${var.environment}/sentry-dsn"
  description             = "Sentry's DSN; its value is put in by hand"
  kms_key_id              = module.secret_key.arn
  recovery_window_in_days = 30
}

resource "aws_secretsmanager_secret" "own" {
  for_each                = local.own_secrets
  name                    = "trunkline/${var.environment}/${each.key}"
  description             = each.value.variable
  kms_key_id              = module.secret_key.arn
  recovery_window_in_days = 30
}

resource "aws_ssm_parameter" "this" {
  for_each    = local.parameters
  name        = "/trunkline/${var.environment}/${each.value.path}"
  description = each.key
  type        = "String"
  value       = each.value.value
}

# ---- the services
resource "aws_ecs_cluster" "this" {
  name = "${local.full}-microservices"
  setting {
    name  = "containerInsights"
    value = local.production ? "enhanced" : "disabled"
  }
}

resource "aws_ecs_cluster_capacity_providers" "this" {
  cluster_name       = aws_ecs_cluster.this.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
}

module "service" {
  source                     = "../../modules/service"
  for_each                   = local.estate.services
  environment                = var.environment
  name                       = each.key
  account_id                 = local.account.id
  region                     = local.region
  image                      = "${var.delivery.image_urls[each.key]}:first"
  collector_image            = "${var.delivery.image_urls["otel-collector"]}:first"
  image_repository_arns      = [var.delivery.image_arns[each.key], var.delivery.image_arns["otel-collector"]]
  cpu                        = local.production ? each.value.cpu : 512
  memory                     = local.production ? each.value.memory : 1024
  port                       = each.value.port
  scale                      = local.production ? { least = each.value.least, most = each.value.most } : { least = 1, most = 2 }
  spot                       = !local.production
  deployment                 = local.production && contains(local.routed, each.key) ? "blue_green" : "rolling"
  hours                      = local.production ? null : merge(local.hours, { zone = local.estate.schedule.zone })
  prefixes                   = [for route in local.routes : route.prefix if route.service == each.key]
  priority                   = 100 + 50 * local.order[each.key]
  cluster_arn                = aws_ecs_cluster.this.arn
  cluster_name               = aws_ecs_cluster.this.name
  vpc_id                     = local.vpc.id
  subnet_ids                 = local.vpc.subnet_ids.private
  listener_arn               = module.ingress.listener_arn
  alb_security_group_id      = module.ingress.alb_security_group_id
  alb_arn_suffix             = module.ingress.alb_arn_suffix
  database_security_group_id = module.database.security_group_id
  landing_arn                = var.warehouse.landing_arn
  landing_key_arn            = var.warehouse.landing_key_arn
  secret_key_arn             = module.secret_key.arn
  log_key_arn                = module.log_key.arn
  log_days                   = local.log_days
  rotation_lambda_arn        = aws_serverlessapplicationrepository_cloudformation_stack.rotation.outputs["RotationLambdaARN"]
  alarm_topic_arn            = module.topic.arn
  parameters                 = { for name, parameter in aws_ssm_parameter.this : name => parameter.arn }
  secrets = merge(
    { SENTRY_DSN = aws_secretsmanager_secret.sentry.arn },
    { for key, own in local.own_secrets : own.variable => aws_secretsmanager_secret.own[key].arn if own.service == each.key },
  )
  settings = {
    TRUNKLINE_HTTP_HOST               = "0.0.0.0"
    TRUNKLINE_HTTP_PORT               = tostring(each.value.port)
    TRUNKLINE_DATABASE_URL            = "jdbc:postgresql://${module.database.endpoint}:5432/${each.key}?sslmode=require"
    TRUNKLINE_LANDING_FOLDER          = "s3://${var.warehouse.landing_bucket}/"
    TRUNKLINE_TELEMETRY_OTLP_ENDPOINT = "http://127.0.0.1:4318"
    TRUNKLINE_PEERS_CLIENT_ID         = "service-${each.key}"
    SENTRY_ENVIRONMENT                = var.environment
  }
}

locals {
  # CodeDeploy moves traffic: a service that has none yet is replaced in the rolling way.
  routed = distinct([for route in local.routes : route.service])
}

# ---- traces, and one picture of all
resource "aws_xray_sampling_rule" "this" {
  rule_name      = local.full
  priority       = 100
  version        = 1
  reservoir_size = 1
  fixed_rate     = local.production ? 0.05 : 1
  url_path       = "/tmf-api/*"
  host           = "*"
  http_method    = "*"
  service_type   = "*"
  service_name   = "*"
  resource_arn   = "*"
}

resource "aws_xray_group" "errors" {
  group_name        = "${local.full}-errors"
  filter_expression = "fault = true OR responsetime > 2"
  insights_configuration {
    insights_enabled      = true
    notifications_enabled = true
  }
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = local.full
  dashboard_body = jsonencode({ widgets = [
    { type = "metric", x = 0, y = 0, width = 12, height = 6, properties = { title = "Edge", region = local.region, stat = "Sum", period = 60,
    metrics = [for metric in ["Count", "4XXError", "5XXError"] : ["AWS/ApiGateway", metric, "ApiName", local.full]] } },
    { type = "metric", x = 12, y = 0, width = 12, height = 6, properties = { title = "Answer time, 50th and 99th percentile", region = local.region, period = 60,
    metrics = [for stat in ["p50", "p99"] : ["AWS/ApiGateway", "Latency", "ApiName", local.full, { stat = stat }]] } },
    { type = "metric", x = 0, y = 6, width = 12, height = 6, properties = { title = "CPU by service", region = local.region, stat = "Average", period = 60,
    metrics = [for name in keys(local.estate.services) : ["AWS/ECS", "CPUUtilization", "ClusterName", aws_ecs_cluster.this.name, "ServiceName", name]] } },
    { type = "metric", x = 12, y = 6, width = 12, height = 6, properties = { title = "Aurora", region = local.region, stat = "Average", period = 60,
    metrics = [for metric in ["ServerlessDatabaseCapacity", "DatabaseConnections", "Deadlocks"] : ["AWS/RDS", metric, "DBClusterIdentifier", local.full]] } },
  ] })
}
