# The line itself is ordered by hand (a carrier patches a cable); everything on it is here.
resource "aws_dx_gateway" "this" {
  name            = "trunkline-${var.name}"
  amazon_side_asn = var.aws_asn
}

resource "aws_dx_transit_virtual_interface" "this" {
  name           = "trunkline-${var.name}"
  connection_id  = var.connection_id
  dx_gateway_id  = aws_dx_gateway.this.id
  vlan           = var.vlan
  address_family = "ipv4"
  bgp_asn        = var.asn
  mtu            = 8500
}

# Only these prefixes are told to the site: it cannot even learn where the other world lies.
resource "aws_dx_gateway_association" "this" {
  dx_gateway_id         = aws_dx_gateway.this.id
  associated_gateway_id = var.transit_gateway_id
  allowed_prefixes      = var.advertised_cidrs
}

# Asked through the association: the attachment is there only when that is.
data "aws_ec2_transit_gateway_dx_gateway_attachment" "this" {
  transit_gateway_id = aws_dx_gateway_association.this.associated_gateway_id
  dx_gateway_id      = aws_dx_gateway_association.this.dx_gateway_id
}

resource "aws_cloudwatch_metric_alarm" "down" {
  alarm_name          = "trunkline-direct-connect-${var.name}-down"
  alarm_description   = "The Direct Connect line to ${var.name} is down; traffic takes the VPN. Runbook: direct-connect-down."
  namespace           = "AWS/DX"
  metric_name         = "ConnectionState"
  dimensions          = { ConnectionId = var.connection_id }
  statistic           = "Minimum"
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "breaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}
