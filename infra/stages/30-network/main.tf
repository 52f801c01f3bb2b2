# Every network and every route of the estate is here, owned by one account: a workload account uses subnets and
# cannot change where they lead.
locals {
  spokes = { for name, network in local.estate.networks : name => network if name != "egress" }
  worlds = { for name, network in local.spokes : name => split("-", name)[0] }
  sites  = local.estate.onPremises
  vpns   = merge({ for name, site in local.sites : name => site if site.link == "vpn" }, { for name, site in local.sites : "${name}-backup" => site if site.link == "direct-connect" })
  lines  = { for name, site in local.sites : name => site if site.link == "direct-connect" }
  reach  = merge({ for name, site in local.vpns : name => site.reaches }, { for name, site in local.lines : name => site.reaches })

  attachments = merge(
    { for name, vpc in module.vpc : name => vpc.attachment_id },
    { egress = module.egress.attachment_id },
    { for name, vpn in module.vpn : name => vpn.attachment_id },
    { for name, line in module.direct_connect : name => line.attachment_id },
  )
  tables = merge(
    { for name, network in local.spokes : name => {
      routes      = { "0.0.0.0/0" = "egress" }
      blackholes  = concat([local.estate.block], flatten([for site in local.sites : site.cidrs if !contains(site.reaches, name)]))
      learns_from = [for link, networks in local.reach : link if contains(networks, name)]
    } },
    { egress = { routes = { for name, network in local.spokes : network.cidr => name }, blackholes = [], learns_from = [] } },
    { for link, networks in local.reach : link => { routes = { for name in networks : local.spokes[name].cidr => name }, blackholes = [], learns_from = [] } },
  )
}

module "key" {
  source      = "../../modules/key"
  name        = "trunkline-network"
  description = "Firewall, its log, and the tunnels' logs"
  account_id  = local.account.id
  services    = ["cloudwatch.amazonaws.com", "events.amazonaws.com", "sns.amazonaws.com", "network-firewall.amazonaws.com"]
  log_regions = [local.region]
}

module "topic" {
  source     = "../../modules/notices"
  name       = "network"
  account_id = local.account.id
  key_arn    = module.key.arn
}

module "hub" {
  source      = "../../modules/transit-gateway"
  asn         = local.estate.transitGateway.asn
  attachments = local.attachments
  tables      = local.tables
}

module "vpc" {
  source              = "../../modules/vpc"
  for_each            = local.spokes
  name                = each.key
  region              = local.region
  cidr                = each.value.cidr
  zones               = each.value.zones
  transit_gateway_id  = module.hub.id
  flow_log_bucket_arn = var.log_archive.flow_bucket_arn
  shared_with         = local.estate.accounts[each.value.account].id
  # The landing bucket is the warehouse's: microservices reach it, the other way there is nothing to reach.
  s3_accounts = distinct([for environment in values(local.estate.environments) : local.estate.accounts[environment.warehouse].id if environment.stage == local.estate.accounts[each.value.account].stage])
}

module "egress" {
  source              = "../../modules/egress"
  region              = local.region
  cidr                = local.estate.networks.egress.cidr
  zones               = local.estate.networks.egress.zones
  block               = local.estate.block
  transit_gateway_id  = module.hub.id
  key_arn             = module.key.arn
  flow_log_bucket_arn = var.log_archive.flow_bucket_arn
  allowed             = { for world, names in local.estate.egress : world => { names = names, sources = [for name, network in local.spokes : network.cidr if local.worlds[name] == world] } }
}

module "vpn" {
  source             = "../../modules/vpn"
  for_each           = local.vpns
  name               = each.key
  asn                = each.value.asn
  gateway            = each.value.gateway
  transit_gateway_id = module.hub.id
  log_key_arn        = module.key.arn
  alarm_topic_arn    = module.topic.arn
}

module "direct_connect" {
  source             = "../../modules/direct-connect"
  for_each           = local.lines
  name               = each.key
  asn                = each.value.asn
  aws_asn            = each.value.awsAsn
  connection_id      = each.value.connection
  vlan               = each.value.vlan
  transit_gateway_id = module.hub.id
  advertised_cidrs   = [for name in each.value.reaches : local.spokes[name].cidr]
  alarm_topic_arn    = module.topic.arn
}

module "endpoints" {
  source          = "../../modules/endpoints"
  for_each        = { for name, network in local.spokes : name => network if endswith(name, "-prod") }
  name            = each.key
  region          = local.region
  vpc_id          = module.vpc[each.key].id
  cidr            = each.value.cidr
  subnet_ids      = module.vpc[each.key].subnet_ids.private
  services        = concat(["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm", "xray"], local.worlds[each.key] == "warehouse" ? ["ssmmessages", "ec2messages"] : [])
  private_links   = local.worlds[each.key] == "warehouse" ? var.snowflake_private_link : {}
  organization_id = var.organisation.id
}

module "resolver" {
  source      = "../../modules/resolver"
  for_each    = { for name, site in local.sites : name => site if can(site.domain) && contains(site.reaches, "microservices-prod") }
  name        = "microservices-prod-${each.key}"
  vpc_id      = module.vpc["microservices-prod"].id
  subnet_ids  = module.vpc["microservices-prod"].subnet_ids.private
  domain      = each.value.domain
  nameservers = each.value.nameservers
}

# The public zone; each environment's zone hangs below it.
resource "aws_route53_zone" "this" {
  name    = local.estate.organisation.domain
  comment = "Trunkline; environments are delegated"
}
