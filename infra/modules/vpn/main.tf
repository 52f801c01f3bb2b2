# One Site-to-Site VPN: two tunnels, BGP in both, strong proposals only, and an alarm when fewer than two are up.
resource "aws_customer_gateway" "this" {
  bgp_asn    = var.asn
  ip_address = var.gateway
  type       = "ipsec.1"
  tags       = { Name = var.name }
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/trunkline/vpn/${var.name}"
  retention_in_days = 365
  kms_key_id        = var.log_key_arn
}

# AWS makes both pre-shared keys and keeps them in Secrets Manager: no secret passes through the state.
resource "aws_vpn_connection" "this" {
  customer_gateway_id      = aws_customer_gateway.this.id
  transit_gateway_id       = var.transit_gateway_id
  type                     = "ipsec.1"
  static_routes_only       = false
  preshared_key_storage    = "SecretsManager"
  local_ipv4_network_cidr  = "0.0.0.0/0"
  remote_ipv4_network_cidr = "0.0.0.0/0"

  tunnel1_ike_versions                 = ["ikev2"]
  tunnel1_phase1_dh_group_numbers      = [20, 21]
  tunnel1_phase1_encryption_algorithms = ["AES256-GCM-16"]
  tunnel1_phase1_integrity_algorithms  = ["SHA2-384"]
  tunnel1_phase2_dh_group_numbers      = [20, 21]
  tunnel1_phase2_encryption_algorithms = ["AES256-GCM-16"]
  tunnel1_phase2_integrity_algorithms  = ["SHA2-384"]
  tunnel1_dpd_timeout_action           = "restart"
  tunnel1_startup_action               = "start"
  tunnel2_ike_versions                 = ["ikev2"]
  tunnel2_phase1_dh_group_numbers      = [20, 21]
  tunnel2_phase1_encryption_algorithms = ["AES256-GCM-16"]
  tunnel2_phase1_integrity_algorithms  = ["SHA2-384"]
  tunnel2_phase2_dh_group_numbers      = [20, 21]
  tunnel2_phase2_encryption_algorithms = ["AES256-GCM-16"]
  tunnel2_phase2_integrity_algorithms  = ["SHA2-384"]
  tunnel2_dpd_timeout_action           = "restart"
  tunnel2_startup_action               = "start"

  tunnel1_log_options {
    cloudwatch_log_options {
      log_enabled       = true
      log_group_arn     = aws_cloudwatch_log_group.this.arn
      log_output_format = "json"
    }
  }
  tunnel2_log_options {
    cloudwatch_log_options {
      log_enabled       = true
      log_group_arn     = aws_cloudwatch_log_group.this.arn
      log_output_format = "json"
    }
  }
  tags = { Name = var.name }
}

resource "aws_cloudwatch_metric_alarm" "tunnels" {
  alarm_name          = "trunkline-vpn-${var.name}-tunnels"
  alarm_description   = "A tunnel of ${var.name} is down: the link has no spare. Runbook: vpn-tunnel-down."
  namespace           = "AWS/VPN"
  metric_name         = "TunnelState"
  dimensions          = { VpnId = aws_vpn_connection.this.id }
  statistic           = "Minimum"
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  period              = 300
  evaluation_periods  = 2
  treat_missing_data  = "breaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}
