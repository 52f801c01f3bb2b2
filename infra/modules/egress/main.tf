# The one way out to the internet: hub → firewall → NAT → internet. The firewall drops whatever is not HTTPS
# to a name on the list of the world that asks. Nothing comes in here.
locals {
  zones = [for index in range(var.zones) : "${var.region}${substr("abc", index, 1)}"]
  tiers = { attach = 0, firewall = 1, public = 2 }
  subnets = { for pair in setproduct(keys(local.tiers), range(var.zones)) : "${pair[0]}-${local.zones[pair[1]]}" => {
    tier = pair[0]
    zone = local.zones[pair[1]]
    cidr = cidrsubnet(var.cidr, 6, local.tiers[pair[0]] * 4 + pair[1])
  } }
  firewall_endpoints = { for state in aws_networkfirewall_firewall.this.firewall_status[0].sync_states :
  state.availability_zone => state.attachment[0].endpoint_id }
}

resource "aws_vpc" "this" {
  cidr_block           = var.cidr
  enable_dns_support   = true
  enable_dns_hostnames = true
  tags                 = { Name = "egress" }
}

resource "aws_default_security_group" "this" {
  vpc_id = aws_vpc.this.id
}

resource "aws_subnet" "this" {
  for_each                = local.subnets
  vpc_id                  = aws_vpc.this.id
  cidr_block              = each.value.cidr
  availability_zone       = each.value.zone
  map_public_ip_on_launch = false
  tags                    = { Name = "egress-${each.key}", Tier = each.value.tier }
}

resource "aws_route_table" "this" {
  for_each = local.subnets
  vpc_id   = aws_vpc.this.id
  tags     = { Name = "egress-${each.key}" }
}

resource "aws_route_table_association" "this" {
  for_each       = local.subnets
  subnet_id      = aws_subnet.this[each.key].id
  route_table_id = aws_route_table.this[each.key].id
}

resource "aws_internet_gateway" "this" {
  vpc_id = aws_vpc.this.id
  tags   = { Name = "egress" }
}

resource "aws_eip" "nat" {
  for_each = toset(local.zones)
  domain   = "vpc"
  tags     = { Name = "egress-${each.key}" }
}

resource "aws_nat_gateway" "this" {
  for_each      = toset(local.zones)
  allocation_id = aws_eip.nat[each.key].id
  subnet_id     = aws_subnet.this["public-${each.key}"].id
  tags          = { Name = "egress-${each.key}" }
  depends_on    = [aws_internet_gateway.this]
}

resource "aws_ec2_transit_gateway_vpc_attachment" "this" {
  transit_gateway_id                              = var.transit_gateway_id
  vpc_id                                          = aws_vpc.this.id
  subnet_ids                                      = [for zone in local.zones : aws_subnet.this["attach-${zone}"].id]
  appliance_mode_support                          = "enable" # both ways of a flow meet the same firewall
  transit_gateway_default_route_table_association = false
  transit_gateway_default_route_table_propagation = false
  tags                                            = { Name = "egress" }
}

resource "aws_route" "to_firewall" {
  for_each               = toset(local.zones)
  route_table_id         = aws_route_table.this["attach-${each.key}"].id
  destination_cidr_block = "0.0.0.0/0"
  vpc_endpoint_id        = local.firewall_endpoints[each.key]
}

resource "aws_route" "to_nat" {
  for_each               = toset(local.zones)
  route_table_id         = aws_route_table.this["firewall-${each.key}"].id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.this[each.key].id
}

resource "aws_route" "to_internet" {
  for_each               = toset(local.zones)
  route_table_id         = aws_route_table.this["public-${each.key}"].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this.id
}

resource "aws_route" "back_to_firewall" {
  for_each               = toset(local.zones)
  route_table_id         = aws_route_table.this["public-${each.key}"].id
  destination_cidr_block = var.block
  vpc_endpoint_id        = local.firewall_endpoints[each.key]
}

resource "aws_route" "back_to_spokes" {
  for_each               = toset(local.zones)
  route_table_id         = aws_route_table.this["firewall-${each.key}"].id
  destination_cidr_block = var.block
  transit_gateway_id     = var.transit_gateway_id
  depends_on             = [aws_ec2_transit_gateway_vpc_attachment.this]
}

resource "aws_networkfirewall_rule_group" "allowed" {
  for_each = var.allowed
  name     = "trunkline-${each.key}"
  type     = "STATEFUL"
  capacity = 200
  rule_group {
    rule_variables {
      ip_sets {
        key = "HOME_NET"
        ip_set {
          definition = each.value.sources
        }
      }
    }
    rules_source {
      rules_source_list {
        generated_rules_type = "ALLOWLIST"
        target_types         = ["TLS_SNI"]
        targets              = each.value.names
      }
    }
    stateful_rule_options {
      rule_order = "STRICT_ORDER"
    }
  }
  encryption_configuration {
    type   = "CUSTOMER_KMS"
    key_id = var.key_arn
  }
}

resource "aws_networkfirewall_firewall_policy" "this" {
  name = "trunkline-egress"
  firewall_policy {
    stateless_default_actions          = ["aws:forward_to_sfe"]
    stateless_fragment_default_actions = ["aws:drop"]
    stateful_default_actions           = ["aws:drop_established", "aws:alert_established"]
    stateful_engine_options {
      rule_order = "STRICT_ORDER"
    }
    dynamic "stateful_rule_group_reference" {
      for_each = keys(var.allowed)
      content {
        priority     = stateful_rule_group_reference.key + 1
        resource_arn = aws_networkfirewall_rule_group.allowed[stateful_rule_group_reference.value].arn
      }
    }
  }
  encryption_configuration {
    type   = "CUSTOMER_KMS"
    key_id = var.key_arn
  }
}

resource "aws_networkfirewall_firewall" "this" {
  name                = "trunkline-egress"
  firewall_policy_arn = aws_networkfirewall_firewall_policy.this.arn
  vpc_id              = aws_vpc.this.id
  delete_protection   = true
  dynamic "subnet_mapping" {
    for_each = toset(local.zones)
    content {
      subnet_id = aws_subnet.this["firewall-${subnet_mapping.value}"].id
    }
  }
  encryption_configuration {
    type   = "CUSTOMER_KMS"
    key_id = var.key_arn
  }
}

resource "aws_cloudwatch_log_group" "alerts" {
  name              = "/trunkline/egress/alerts"
  retention_in_days = 365
  kms_key_id        = var.key_arn
}

resource "aws_networkfirewall_logging_configuration" "this" {
  firewall_arn = aws_networkfirewall_firewall.this.arn
  logging_configuration {
    log_destination_config {
      log_type             = "ALERT"
      log_destination_type = "CloudWatchLogs"
      log_destination      = { logGroup = aws_cloudwatch_log_group.alerts.name }
    }
  }
}

resource "aws_flow_log" "this" {
  vpc_id                   = aws_vpc.this.id
  traffic_type             = "ALL"
  log_destination_type     = "s3"
  log_destination          = "${var.flow_log_bucket_arn}/egress/"
  max_aggregation_interval = 60
  destination_options {
    file_format                = "parquet"
    hive_compatible_partitions = true
    per_hour_partition         = true
  }
}
