output "id" {
  description = "Id of the VPC."
  value       = aws_vpc.this.id
}

output "attachment_id" {
  description = "Id of its attachment to the Transit Gateway."
  value       = aws_ec2_transit_gateway_vpc_attachment.this.id
}

output "subnet_ids" {
  description = "Subnet ids by tier: private, data."
  value = { for tier in ["private", "data"] : tier =>
  [for key, subnet in local.subnets : aws_subnet.this[key].id if subnet.tier == tier] }
}

output "cidr" {
  description = "Its addresses."
  value       = var.cidr
}
