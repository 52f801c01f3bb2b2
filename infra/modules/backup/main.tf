# Backups of whatever carries the tag Backup = daily, in a vault that even an administrator cannot empty early.
resource "aws_backup_vault" "this" {
  name        = "trunkline"
  kms_key_arn = var.key_arn
}

resource "aws_backup_vault_lock_configuration" "this" {
  backup_vault_name  = aws_backup_vault.this.name
  min_retention_days = var.keep_days
  max_retention_days = 400
}

resource "aws_backup_plan" "this" {
  name = "trunkline-daily"
  rule {
    rule_name                    = "daily"
    target_vault_name            = aws_backup_vault.this.name
    schedule                     = "cron(0 2 * * ? *)"
    schedule_expression_timezone = var.zone
    start_window                 = 60
    completion_window            = 360
    lifecycle {
      delete_after = var.keep_days
    }
  }
}

resource "aws_iam_role" "this" {
  name = "trunkline-backup"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Principal = { Service = "backup.amazonaws.com" }
    Action    = "sts:AssumeRole"
    Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
  }] })
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = toset([
    "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
    "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores",
  ])
  role       = aws_iam_role.this.name
  policy_arn = each.key
}

resource "aws_backup_selection" "this" {
  name         = "tagged"
  plan_id      = aws_backup_plan.this.id
  iam_role_arn = aws_iam_role.this.arn
  selection_tag {
    type  = "STRINGEQUALS"
    key   = "Backup"
    value = "daily"
  }
}
