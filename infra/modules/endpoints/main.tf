# AWS's services without the internet. Production only: elsewhere the inspected way out is cheaper than
# eight interface endpoints in every network.
resource "aws_security_group" "this" {
  name        = "trunkline-${var.name}-endpoints"
  description = "HTTPS from this network to the AWS services that it uses"
  vpc_id      = var.vpc_id
  tags        = { Name = "${var.name}-endpoints" }
}

resource "aws_vpc_security_group_ingress_rule" "https" {
  security_group_id = aws_security_group.this.id
  description       = "HTTPS from the network itself"
  cidr_ipv4         = var.cidr
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_endpoint" "this" {
  for_each            = toset(var.services)
  vpc_id              = var.vpc_id
  service_name        = "com.amazonaws.${var.region}.${each.key}"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = var.subnet_ids
  security_group_ids  = [aws_security_group.this.id]
  private_dns_enabled = true
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Sid       = "OwnOrganisationOnly"
    Effect    = "Allow"
    Principal = "*"
    Action    = "*"
    Resource  = "*"
    Condition = { StringEquals = { "aws:PrincipalOrgID" = var.organization_id } }
  }] })
  tags = { Name = "${var.name}-${each.key}" }
}

# Snowflake over PrivateLink, where the telco's Snowflake edition has it.
resource "aws_vpc_endpoint" "private_link" {
  for_each           = var.private_links
  vpc_id             = var.vpc_id
  service_name       = each.value
  vpc_endpoint_type  = "Interface"
  subnet_ids         = var.subnet_ids
  security_group_ids = [aws_security_group.this.id]
  tags               = { Name = "${var.name}-${each.key}" }
}
