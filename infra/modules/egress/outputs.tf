output "attachment_id" {
  description = "Its attachment to the hub."
  value       = aws_ec2_transit_gateway_vpc_attachment.this.id
}

output "id" {
  description = "Id of the VPC."
  value       = aws_vpc.this.id
}
