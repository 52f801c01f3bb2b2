output "attachment_id" {
  description = "Its attachment to the hub."
  value       = aws_vpn_connection.this.transit_gateway_attachment_id
}
