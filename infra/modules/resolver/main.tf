# Names of one site on premises, asked from one network over that site's link.
resource "aws_security_group" "this" {
  name        = "trunkline-${var.name}-resolver"
  description = "DNS questions to ${var.domain}"
  vpc_id      = var.vpc_id
  tags        = { Name = "${var.name}-resolver" }
}

resource "aws_vpc_security_group_egress_rule" "dns" {
  for_each          = { for pair in setproduct(var.nameservers, ["tcp", "udp"]) : "${pair[0]}-${pair[1]}" => pair }
  security_group_id = aws_security_group.this.id
  description       = "DNS to ${each.value[0]}"
  cidr_ipv4         = "${each.value[0]}/32"
  ip_protocol       = each.value[1]
  from_port         = 53
  to_port           = 53
}

resource "aws_route53_resolver_endpoint" "out" {
  name               = "trunkline-${var.name}"
  direction          = "OUTBOUND"
  security_group_ids = [aws_security_group.this.id]
  dynamic "ip_address" {
    for_each = slice(var.subnet_ids, 0, 2)
    content {
      subnet_id = ip_address.value
    }
  }
}

resource "aws_route53_resolver_rule" "site" {
  name                 = "trunkline-${replace(var.domain, ".", "-")}"
  domain_name          = var.domain
  rule_type            = "FORWARD"
  resolver_endpoint_id = aws_route53_resolver_endpoint.out.id
  dynamic "target_ip" {
    for_each = var.nameservers
    content {
      ip = target_ip.value
    }
  }
}

resource "aws_route53_resolver_rule_association" "site" {
  resolver_rule_id = aws_route53_resolver_rule.site.id
  vpc_id           = var.vpc_id
}
