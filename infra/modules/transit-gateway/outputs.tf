output "id" {
  description = "Id of the hub."
  value       = aws_ec2_transit_gateway.this.id
}
