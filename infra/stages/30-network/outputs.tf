output "network" {
  description = "Networks by name, and the public zone."
  value = {
    vpcs    = { for name, vpc in module.vpc : name => { id = vpc.id, cidr = vpc.cidr, subnet_ids = vpc.subnet_ids } }
    zone_id = aws_route53_zone.this.zone_id
  }
}
