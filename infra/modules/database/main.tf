# Aurora PostgreSQL, Serverless v2. The master's password is made, kept and rotated by AWS; nobody needs it in daily work.
resource "aws_db_subnet_group" "this" {
  name       = var.name
  subnet_ids = var.subnet_ids
}

resource "aws_security_group" "this" {
  name        = "${var.name}-database"
  description = "PostgreSQL from the groups that are named; nothing goes out"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "postgresql" {
  for_each                     = var.clients
  security_group_id            = aws_security_group.this.id
  description                  = "PostgreSQL from ${each.key}"
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_rds_cluster_parameter_group" "this" {
  name        = var.name
  family      = "aurora-postgresql17"
  description = "TLS only; slow statements are logged, their values are not"
  parameter {
    name         = "rds.force_ssl"
    value        = "1"
    apply_method = "pending-reboot"
  }
  parameter {
    name  = "log_min_duration_statement"
    value = "1000"
  }
  parameter {
    name  = "log_parameter_max_length"
    value = "0"
  }
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/rds/cluster/${var.name}/postgresql"
  retention_in_days = var.log_days
  kms_key_id        = var.log_key_arn
}

resource "aws_rds_cluster" "this" {
  cluster_identifier                  = var.name
  engine                              = "aurora-postgresql"
  engine_mode                         = "provisioned"
  engine_version                      = var.engine_version
  database_name                       = "trunkline"
  master_username                     = "trunkline_master"
  manage_master_user_password         = true
  master_user_secret_kms_key_id       = var.secret_key_arn
  iam_database_authentication_enabled = true
  storage_encrypted                   = true
  kms_key_id                          = var.data_key_arn
  db_subnet_group_name                = aws_db_subnet_group.this.name
  db_cluster_parameter_group_name     = aws_rds_cluster_parameter_group.this.name
  vpc_security_group_ids              = [aws_security_group.this.id]
  backup_retention_period             = var.backup_days
  preferred_backup_window             = "01:00-01:30"
  copy_tags_to_snapshot               = true
  deletion_protection                 = var.protected
  skip_final_snapshot                 = !var.protected
  final_snapshot_identifier           = "${var.name}-last"
  enabled_cloudwatch_logs_exports     = ["postgresql"]
  performance_insights_enabled        = var.protected
  performance_insights_kms_key_id     = var.protected ? var.data_key_arn : null
  serverlessv2_scaling_configuration {
    min_capacity             = var.capacity.least
    max_capacity             = var.capacity.most
    seconds_until_auto_pause = var.capacity.least == 0 ? 900 : null
  }
  tags       = { Backup = "daily" }
  depends_on = [aws_cloudwatch_log_group.this]
}

resource "aws_rds_cluster_instance" "this" {
  count                        = var.instances
  identifier                   = "${var.name}-${count.index}"
  cluster_identifier           = aws_rds_cluster.this.id
  engine                       = aws_rds_cluster.this.engine
  engine_version               = aws_rds_cluster.this.engine_version
  instance_class               = "db.serverless"
  publicly_accessible          = false
  promotion_tier               = count.index
  auto_minor_version_upgrade   = true
  performance_insights_enabled = var.protected
}

resource "aws_cloudwatch_metric_alarm" "capacity" {
  alarm_name          = "${var.name}-capacity"
  alarm_description   = "Aurora has run above 90 % of its largest capacity for 15 minutes. Runbook: database-capacity."
  namespace           = "AWS/RDS"
  metric_name         = "ACUUtilization"
  dimensions          = { DBClusterIdentifier = aws_rds_cluster.this.cluster_identifier }
  statistic           = "Average"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 90
  period              = 300
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}
