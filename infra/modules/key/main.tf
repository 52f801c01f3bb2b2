# One key for one purpose, rotated yearly. The account may administer it through IAM; everybody else is named here.
locals {
  account = {
    Sid       = "AccountAdministersThroughIam"
    Effect    = "Allow"
    Principal = { AWS = "arn:aws:iam::${var.account_id}:root" }
    Action    = "kms:*"
    Resource  = "*"
  }
  services = [for service in var.services : {
    Sid       = "Service${join("", [for part in split(".", service) : title(part)])}"
    Effect    = "Allow"
    Principal = { Service = service }
    Action    = ["kms:Decrypt", "kms:GenerateDataKey*", "kms:Encrypt", "kms:ReEncrypt*", "kms:DescribeKey", "kms:CreateGrant"]
    Resource  = "*"
    Condition = { StringEquals = { "aws:SourceAccount" = concat([var.account_id], var.source_accounts) } }
  }]
  log_service = [for region in var.log_regions : {
    Sid       = "CloudWatchLogs"
    Effect    = "Allow"
    Principal = { Service = "logs.${region}.amazonaws.com" }
    Action    = ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"]
    Resource  = "*"
    Condition = { ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "arn:aws:logs:${region}:${var.account_id}:*" } }
  }]
  grants = [for grant in var.grants : {
    Sid       = grant.sid
    Effect    = "Allow"
    Principal = { AWS = grant.principals }
    Action    = grant.actions
    Resource  = "*"
    Condition = grant.role_pattern == null ? {} : { ArnLike = { "aws:PrincipalArn" = grant.role_pattern } }
  }]
}

resource "aws_kms_key" "this" {
  description             = var.description
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat([local.account], local.services, local.log_service, local.grants)
  })
}

resource "aws_kms_alias" "this" {
  name          = "alias/${var.name}"
  target_key_id = aws_kms_key.this.key_id
}
