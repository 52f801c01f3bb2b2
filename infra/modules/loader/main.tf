# The warehouse's loader: a task that runs, takes what has landed, commits it to the lake and ends.
locals {
  full      = "trunkline-${var.environment}-loader"
  log_group = "/trunkline/${var.environment}/loader"
  trust = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Principal = { Service = "ecs-tasks.amazonaws.com" }
    Action    = "sts:AssumeRole"
    Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
  }] })
}

resource "aws_cloudwatch_log_group" "this" {
  name              = local.log_group
  retention_in_days = var.log_days
  kms_key_id        = var.log_key_arn
}

resource "aws_iam_role" "start" {
  name               = "${local.full}-start"
  assume_role_policy = local.trust
}

resource "aws_iam_role_policy" "start" {
  name = "start"
  role = aws_iam_role.start.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Sid = "RegistryLogin", Effect = "Allow", Action = "ecr:GetAuthorizationToken", Resource = "*" },
    { Sid = "PullOwnImage", Effect = "Allow", Action = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability"], Resource = var.image_repository_arn },
    { Sid = "WriteLogs", Effect = "Allow", Action = ["logs:CreateLogStream", "logs:PutLogEvents"], Resource = "arn:aws:logs:${var.region}:${var.account_id}:log-group:${local.log_group}:log-stream:*" },
    { Sid = "ReadSecrets", Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = [var.catalog_secret_arn, var.sentry_secret_arn] },
    { Sid = "DecryptSecrets", Effect = "Allow", Action = "kms:Decrypt", Resource = var.secret_key_arn, Condition = { StringEquals = { "kms:ViaService" = "secretsmanager.${var.region}.amazonaws.com" } } },
  ] })
}

resource "aws_iam_role" "task" {
  name               = "${local.full}-task"
  assume_role_policy = local.trust
}

resource "aws_iam_role_policy" "task" {
  name = "task"
  role = aws_iam_role.task.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Sid = "ListBoth", Effect = "Allow", Action = ["s3:ListBucket", "s3:GetBucketLocation"], Resource = [var.landing_arn, var.lake_arn] },
    { Sid = "ReadLanding", Effect = "Allow", Action = "s3:GetObject", Resource = "${var.landing_arn}/*" },
    { Sid = "WriteLake", Effect = "Allow", Action = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"], Resource = "${var.lake_arn}/*" },
    { Sid = "UseDataKeys", Effect = "Allow", Action = ["kms:GenerateDataKey", "kms:Decrypt"], Resource = var.data_key_arns, Condition = { StringEquals = { "kms:ViaService" = "s3.${var.region}.amazonaws.com" } } },
  ] })
}

resource "aws_security_group" "this" {
  name        = local.full
  description = "Nothing in; catalog and HTTPS out"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_egress_rule" "https" {
  security_group_id = aws_security_group.this.id
  description       = "HTTPS to AWS, and to what the egress firewall lets through"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "catalog" {
  security_group_id            = aws_security_group.this.id
  description                  = "PostgreSQL"
  referenced_security_group_id = var.catalog_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_ecs_task_definition" "this" {
  family                   = local.full
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 2048
  memory                   = 8192
  execution_role_arn       = aws_iam_role.start.arn
  task_role_arn            = aws_iam_role.task.arn
  runtime_platform {
    cpu_architecture        = "ARM64"
    operating_system_family = "LINUX"
  }
  ephemeral_storage {
    size_in_gib = 50
  }
  volume {
    name = "scratch"
  }
  container_definitions = jsonencode([{
    name                   = "loader"
    image                  = var.image
    essential              = true
    readonlyRootFilesystem = true
    user                   = "10001:10001"
    command                = ["refresh"]
    mountPoints            = [{ sourceVolume = "scratch", containerPath = "/tmp", readOnly = false }]
    environment = [
      { name = "TRUNKLINE_WAREHOUSE_LANDING", value = "s3://${trimprefix(var.landing_arn, "arn:aws:s3:::")}/" },
      { name = "TRUNKLINE_WAREHOUSE_LAKE", value = "s3://${trimprefix(var.lake_arn, "arn:aws:s3:::")}/" },
      { name = "TRUNKLINE_WAREHOUSE_SERVICES", value = join(",", var.services) },
      { name = "TRUNKLINE_WAREHOUSE_CATALOG_URL", value = "jdbc:postgresql://${var.catalog_host}:5432/trunkline?sslmode=require" },
      { name = "TRUNKLINE_HOME", value = "/tmp/trunkline" }, # copies of data files, and what is being made
    ]
    secrets = [
      { name = "TRUNKLINE_WAREHOUSE_CATALOG_USER", valueFrom = "${var.catalog_secret_arn}:username::" },
      { name = "TRUNKLINE_WAREHOUSE_CATALOG_PASSWORD", valueFrom = "${var.catalog_secret_arn}:password::" },
      { name = "SENTRY_DSN", valueFrom = var.sentry_secret_arn },
    ]
    logConfiguration = { logDriver = "awslogs", options = {
      awslogs-group         = local.log_group
      awslogs-region        = var.region
      awslogs-stream-prefix = "loader"
    } }
  }])
}

resource "aws_iam_role" "schedule" {
  name = "${local.full}-schedule"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Principal = { Service = "scheduler.amazonaws.com" }
    Action    = "sts:AssumeRole"
    Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
  }] })
}

resource "aws_iam_role_policy" "schedule" {
  name = "run"
  role = aws_iam_role.schedule.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Sid = "RunTheLoader", Effect = "Allow", Action = "ecs:RunTask", Resource = ["arn:aws:ecs:${var.region}:${var.account_id}:task-definition/${local.full}", "arn:aws:ecs:${var.region}:${var.account_id}:task-definition/${local.full}:*"], Condition = { ArnEquals = { "ecs:cluster" = var.cluster_arn } } },
    { Sid = "HandItsRoles", Effect = "Allow", Action = "iam:PassRole", Resource = [aws_iam_role.start.arn, aws_iam_role.task.arn], Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } } },
  ] })
}

resource "aws_scheduler_schedule" "this" {
  name                         = local.full
  description                  = "Takes what has landed into the lake"
  schedule_expression          = var.schedule
  schedule_expression_timezone = var.zone
  state                        = var.enabled ? "ENABLED" : "DISABLED"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = var.cluster_arn
    role_arn = aws_iam_role.schedule.arn
    ecs_parameters {
      task_definition_arn = aws_ecs_task_definition.this.arn_without_revision
      task_count          = 1
      propagate_tags      = "TASK_DEFINITION"
      capacity_provider_strategy {
        capacity_provider = var.spot ? "FARGATE_SPOT" : "FARGATE"
        weight            = 1
      }
      network_configuration {
        subnets          = var.subnet_ids
        security_groups  = [aws_security_group.this.id]
        assign_public_ip = false
      }
    }
    retry_policy {
      maximum_retry_attempts = 3
    }
  }
}

# The loader writes one line when it has taken all there was; no such line for an hour is news.
resource "aws_cloudwatch_log_metric_filter" "done" {
  name           = "${local.full}-done"
  log_group_name = aws_cloudwatch_log_group.this.name
  pattern        = "\"refresh done\""
  metric_transformation {
    name      = "${var.environment}-refreshes"
    namespace = "Trunkline/Warehouse"
    value     = "1"
  }
}

resource "aws_cloudwatch_metric_alarm" "late" {
  count               = var.enabled ? 1 : 0
  alarm_name          = "${local.full}-late"
  alarm_description   = "The warehouse has not been refreshed for an hour. Owner: data-team. Runbook: loader-late."
  namespace           = "Trunkline/Warehouse"
  metric_name         = "${var.environment}-refreshes"
  statistic           = "Sum"
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  period              = 3600
  evaluation_periods  = 1
  treat_missing_data  = "breaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}
