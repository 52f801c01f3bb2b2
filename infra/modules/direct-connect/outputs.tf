output "attachment_id" {
  description = "Attachment of the Direct Connect gateway to the hub."
  value       = data.aws_ec2_transit_gateway_dx_gateway_attachment.this.id
}
