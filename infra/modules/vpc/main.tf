# A network of one world and one environment. No internet gateway: the way out is the Transit Gateway, if any.
locals {
  zones = [for index in range(var.zones) : "${var.region}${substr("abc", index, 1)}"]
  # private: tasks, instances, load balancers. data: databases, with no way out at all. attach: the gateway's own.
  tiers = {
    private = { newbits = 4, first = 0 }
    data    = { newbits = 6, first = 16 }
    attach  = { newbits = 10, first = 1008 }
  }
  subnets = { for pair in setproduct(keys(local.tiers), range(var.zones)) : "${pair[0]}-${local.zones[pair[1]]}" => {
    tier = pair[0]
    zone = local.zones[pair[1]]
    cidr = cidrsubnet(var.cidr, local.tiers[pair[0]].newbits, local.tiers[pair[0]].first + pair[1])
  } }
}

resource "aws_vpc" "this" {
  cidr_block           = var.cidr
  enable_dns_support   = true
  enable_dns_hostnames = true
  tags                 = { Name = var.name }
}

# The default group lets nothing in or out, so that forgetting one denies.
resource "aws_default_security_group" "this" {
  vpc_id = aws_vpc.this.id
}

resource "aws_subnet" "this" {
  for_each                = local.subnets
  vpc_id                  = aws_vpc.this.id
  cidr_block              = each.value.cidr
  availability_zone       = each.value.zone
  map_public_ip_on_launch = false
  tags                    = { Name = "${var.name}-${each.key}", Tier = each.value.tier }
}

resource "aws_route_table" "this" {
  for_each = local.tiers
  vpc_id   = aws_vpc.this.id
  tags     = { Name = "${var.name}-${each.key}" }
}

resource "aws_route_table_association" "this" {
  for_each       = local.subnets
  subnet_id      = aws_subnet.this[each.key].id
  route_table_id = aws_route_table.this[each.value.tier].id
}

resource "aws_ec2_transit_gateway_vpc_attachment" "this" {
  transit_gateway_id                              = var.transit_gateway_id
  vpc_id                                          = aws_vpc.this.id
  subnet_ids                                      = [for key, subnet in local.subnets : aws_subnet.this[key].id if subnet.tier == "attach"]
  transit_gateway_default_route_table_association = false
  transit_gateway_default_route_table_propagation = false
  tags                                            = { Name = var.name }
}

resource "aws_route" "out" {
  route_table_id         = aws_route_table.this["private"].id
  destination_cidr_block = "0.0.0.0/0"
  transit_gateway_id     = var.transit_gateway_id
  depends_on             = [aws_ec2_transit_gateway_vpc_attachment.this]
}

# S3 by a gateway endpoint costs nothing and keeps the lake's traffic off NAT and firewall.
resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.this.id
  service_name      = "com.amazonaws.${var.region}.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = [aws_route_table.this["private"].id]
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Sid       = "OwnAccountsAndAwsRepositories"
    Effect    = "Allow"
    Principal = "*"
    Action    = ["s3:GetObject*", "s3:PutObject*", "s3:DeleteObject*", "s3:ListBucket*", "s3:GetBucketLocation", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"]
    Resource  = "*"
    Condition = { StringEquals = { "aws:ResourceAccount" = var.s3_accounts } }
    }, {
    # ECR keeps layers, and Amazon Linux its packages, in buckets of AWS's own.
    Sid       = "LayersAndPackages"
    Effect    = "Allow"
    Principal = "*"
    Action    = "s3:GetObject"
    Resource  = ["arn:aws:s3:::prod-${var.region}-starport-layer-bucket/*", "arn:aws:s3:::al2023-repos-${var.region}-*/*", "arn:aws:s3:::aws-ssm-${var.region}/*", "arn:aws:s3:::patch-baseline-snapshot-${var.region}/*"]
  }] })
  tags = { Name = "${var.name}-s3" }
}

# Parquet straight into the log archive: cheap to keep, ready to query, out of this account's reach.
resource "aws_flow_log" "this" {
  vpc_id                   = aws_vpc.this.id
  traffic_type             = "ALL"
  log_destination_type     = "s3"
  log_destination          = "${var.flow_log_bucket_arn}/${var.name}/"
  max_aggregation_interval = 60
  destination_options {
    file_format                = "parquet"
    hive_compatible_partitions = true
    per_hour_partition         = true
  }
  tags = { Name = var.name }
}

# The workload account uses these subnets; their routes stay the network account's.
resource "aws_ram_resource_share" "this" {
  name                      = "trunkline-${var.name}"
  allow_external_principals = false
}

resource "aws_ram_resource_association" "subnet" {
  for_each           = { for key, subnet in local.subnets : key => subnet if subnet.tier != "attach" }
  resource_arn       = aws_subnet.this[each.key].arn
  resource_share_arn = aws_ram_resource_share.this.arn
}

resource "aws_ram_principal_association" "account" {
  principal          = var.shared_with
  resource_share_arn = aws_ram_resource_share.this.arn
}
