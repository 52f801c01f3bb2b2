# The organisation, its units and its accounts. Accounts are closed by hand only.
locals {
  units = toset([for account in values(var.accounts) : account.ou if account.ou != "root"])
}

resource "aws_organizations_organization" "this" {
  feature_set          = "ALL"
  enabled_policy_types = ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY", "BACKUP_POLICY", "TAG_POLICY"]
  aws_service_access_principals = [
    "access-analyzer.amazonaws.com", "account.amazonaws.com", "backup.amazonaws.com", "cloudtrail.amazonaws.com",
    "config.amazonaws.com", "config-multiaccountsetup.amazonaws.com", "guardduty.amazonaws.com", "inspector2.amazonaws.com",
    "ram.amazonaws.com", "securityhub.amazonaws.com", "ssm.amazonaws.com", "sso.amazonaws.com", "tagpolicies.tag.amazonaws.com",
  ]
}

resource "aws_organizations_organizational_unit" "this" {
  for_each  = local.units
  name      = each.key
  parent_id = aws_organizations_organization.this.roots[0].id
}

resource "aws_organizations_account" "this" {
  for_each                   = { for name, account in var.accounts : name => account if account.ou != "root" }
  name                       = each.key
  email                      = each.value.email
  parent_id                  = aws_organizations_organizational_unit.this[each.value.ou].id
  role_name                  = "OrganizationAccountAccessRole"
  iam_user_access_to_billing = "DENY"
  close_on_deletion          = false
  tags                       = { Owner = each.value.owner, World = each.value.kind }
  lifecycle {
    prevent_destroy = true
    ignore_changes  = [role_name, iam_user_access_to_billing] # AWS tells neither back: an imported account would be replaced
  }
}

# Subnets are shared inside the organisation without invitations.
resource "aws_ram_sharing_with_organization" "this" {
  depends_on = [aws_organizations_organization.this]
}

# The log archive speaks for security in all accounts, so that nobody needs the management account for it.
resource "aws_organizations_delegated_administrator" "security" {
  for_each          = toset(["access-analyzer.amazonaws.com", "config.amazonaws.com", "config-multiaccountsetup.amazonaws.com"])
  account_id        = var.security_account_id
  service_principal = each.key
  depends_on        = [aws_organizations_account.this]
}

resource "aws_guardduty_organization_admin_account" "this" {
  admin_account_id = var.security_account_id
  depends_on       = [aws_organizations_account.this]
}

resource "aws_inspector2_delegated_admin_account" "this" {
  account_id = var.security_account_id
  depends_on = [aws_organizations_account.this]
}

resource "aws_securityhub_organization_admin_account" "this" {
  admin_account_id = var.security_account_id
  depends_on       = [aws_organizations_account.this]
}
