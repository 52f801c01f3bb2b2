# Who may sign in where: groups of the telco's Active Directory get permission sets in accounts, through Identity Center.
# Identity Center's link to the directory (AD Connector or AWS Managed Microsoft AD) is made by hand, once: see GUIDE.md.
data "aws_ssoadmin_instances" "this" {
  count = var.directory == null ? 1 : 0
}

data "aws_identitystore_group" "this" {
  for_each          = var.directory == null ? var.groups : {}
  identity_store_id = local.store
  alternate_identifier {
    unique_attribute {
      attribute_path  = "DisplayName"
      attribute_value = each.key
    }
  }
}

locals {
  instance  = var.directory == null ? data.aws_ssoadmin_instances.this[0].arns[0] : var.directory.instance_arn
  store     = var.directory == null ? data.aws_ssoadmin_instances.this[0].identity_store_ids[0] : var.directory.identity_store_id
  group_ids = var.directory == null ? { for name, group in data.aws_identitystore_group.this : name => group.group_id } : var.directory.group_ids

  sets = {
    PlatformEngineer = { hours = 8, managed = ["arn:aws:iam::aws:policy/PowerUserAccess"], inline = null
    description = "Changes infrastructure where the pipeline does not reach; no identities" }
    Developer = { hours = 8, managed = ["arn:aws:iam::aws:policy/ReadOnlyAccess"], description = "Reads everything, restarts and debugs tasks, outside production"
      inline = [{ Sid = "DebugTasks", Effect = "Allow", Action = ["ecs:UpdateService", "ecs:StopTask", "ecs:ExecuteCommand", "ssm:StartSession", "logs:StartQuery", "logs:StopQuery"]
    Resource = "*", Condition = { StringEquals = { "aws:ResourceTag/Stage" = ["nonprod", "sandbox"] } } }] }
    Operator = { hours = 8, managed = ["arn:aws:iam::aws:policy/job-function/ViewOnlyAccess", "arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess"], description = "Watches production, restarts and rolls back"
      inline = [{ Sid = "RestartAndRollBack", Effect = "Allow", Action = ["ecs:UpdateService", "codedeploy:StopDeployment", "codedeploy:GetDeployment", "ssm:StartAutomationExecution", "cloudwatch:SetAlarmState"]
    Resource = "*", Condition = { StringEquals = { "aws:ResourceTag/Project" = "trunkline" } } }] }
    Auditor    = { hours = 8, managed = ["arn:aws:iam::aws:policy/SecurityAudit", "arn:aws:iam::aws:policy/AWSCloudTrail_ReadOnlyAccess"], inline = null, description = "Reads configuration and trail; no customer data" }
    BreakGlass = { hours = 1, managed = ["arn:aws:iam::aws:policy/AdministratorAccess"], inline = null, description = "Everything, for one hour; every use raises an alarm" }
  }
  assignments = merge([for group, g in var.groups : { for account in g.account_ids : "${group}-${account}" => { group = group, set = g.permission_set, account = account } }]...)
}

resource "aws_ssoadmin_permission_set" "this" {
  for_each         = local.sets
  name             = each.key
  description      = each.value.description
  instance_arn     = local.instance
  session_duration = "PT${each.value.hours}H"
}

resource "aws_ssoadmin_managed_policy_attachment" "this" {
  for_each           = merge([for name, set in local.sets : { for arn in set.managed : "${name} ${arn}" => { set = name, arn = arn } }]...)
  instance_arn       = local.instance
  permission_set_arn = aws_ssoadmin_permission_set.this[each.value.set].arn
  managed_policy_arn = each.value.arn
}

resource "aws_ssoadmin_permission_set_inline_policy" "this" {
  for_each           = { for name, set in local.sets : name => set.inline if set.inline != null }
  instance_arn       = local.instance
  permission_set_arn = aws_ssoadmin_permission_set.this[each.key].arn
  inline_policy      = jsonencode({ Version = "2012-10-17", Statement = each.value })
}

resource "aws_ssoadmin_account_assignment" "this" {
  for_each           = local.assignments
  instance_arn       = local.instance
  permission_set_arn = aws_ssoadmin_permission_set.this[each.value.set].arn
  principal_type     = "GROUP"
  principal_id       = local.group_ids[each.value.group]
  target_type        = "AWS_ACCOUNT"
  target_id          = each.value.account
}
