# The hub. Default association and propagation are off: an attachment that nobody wired reaches nothing.
resource "aws_ec2_transit_gateway" "this" {
  description                     = "Trunkline hub"
  amazon_side_asn                 = var.asn
  default_route_table_association = "disable"
  default_route_table_propagation = "disable"
  auto_accept_shared_attachments  = "disable"
  dns_support                     = "enable"
  vpn_ecmp_support                = "enable"
  tags                            = { Name = "trunkline" }
}

resource "aws_ec2_transit_gateway_route_table" "this" {
  for_each           = var.tables
  transit_gateway_id = aws_ec2_transit_gateway.this.id
  tags               = { Name = each.key }
}

# A table belongs to the attachment of its own name: what comes in there is routed by it.
resource "aws_ec2_transit_gateway_route_table_association" "this" {
  for_each                       = var.tables
  transit_gateway_attachment_id  = var.attachments[each.key]
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.this[each.key].id
}

locals {
  routes = merge([for table, t in var.tables : { for cidr, attachment in t.routes :
  "${table} ${cidr}" => { table = table, cidr = cidr, attachment = attachment } }]...)
  blackholes = merge([for table, t in var.tables : { for cidr in t.blackholes :
  "${table} ${cidr}" => { table = table, cidr = cidr } }]...)
  learned = merge([for table, t in var.tables : { for attachment in t.learns_from :
  "${table} ${attachment}" => { table = table, attachment = attachment } }]...)
}

resource "aws_ec2_transit_gateway_route" "to" {
  for_each                       = local.routes
  destination_cidr_block         = each.value.cidr
  transit_gateway_attachment_id  = var.attachments[each.value.attachment]
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.this[each.value.table].id
}

# Without these, a spoke's default route would lead to the way out and from there back into any other spoke.
resource "aws_ec2_transit_gateway_route" "closed" {
  for_each                       = local.blackholes
  destination_cidr_block         = each.value.cidr
  blackhole                      = true
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.this[each.value.table].id
}

resource "aws_ec2_transit_gateway_route_table_propagation" "learned" {
  for_each                       = local.learned
  transit_gateway_attachment_id  = var.attachments[each.value.attachment]
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.this[each.value.table].id
}
