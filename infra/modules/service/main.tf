# One service on Fargate: Graviton, read-only root, its own role, its own secrets, a collector beside it that hands
# traces to X-Ray. Rolling with circuit breaker, or blue/green by CodeDeploy; either way the pipeline owns which
# task definition runs and where the weight lies, and Terraform leaves both alone after the first time.
locals {
  full       = "trunkline-${var.environment}-${var.name}"
  log_group  = "/trunkline/${var.environment}/${var.name}"
  blue_green = var.deployment == "blue_green"
  secret_arn = "arn:aws:secretsmanager:${var.region}:${var.account_id}:secret:"
  # One log line shape, one health path, for all services: see platform.
  container = {
    name                   = var.name
    image                  = var.image
    essential              = true
    readonlyRootFilesystem = true
    user                   = "10001:10001"
    stopTimeout            = 60
    portMappings           = [{ containerPort = var.port, protocol = "tcp" }]
    mountPoints            = [{ sourceVolume = "scratch", containerPath = "/tmp", readOnly = false }]
    linuxParameters        = { initProcessEnabled = true }
    environment            = [for key in sort(keys(var.settings)) : { name = key, value = var.settings[key] }]
    secrets = concat(
      [for key in sort(keys(var.parameters)) : { name = key, valueFrom = var.parameters[key] }],
      [for key in sort(keys(var.secrets)) : { name = key, valueFrom = var.secrets[key] }],
      [
        { name = "TRUNKLINE_DATABASE_USER", valueFrom = "${aws_secretsmanager_secret.database["service"].arn}:username::" },
        { name = "TRUNKLINE_DATABASE_PASSWORD", valueFrom = "${aws_secretsmanager_secret.database["service"].arn}:password::" },
        { name = "TRUNKLINE_DATABASE_OWNER_USER", valueFrom = "${aws_secretsmanager_secret.database["owner"].arn}:username::" },
        { name = "TRUNKLINE_DATABASE_OWNER_PASSWORD", valueFrom = "${aws_secretsmanager_secret.database["owner"].arn}:password::" },
    ])
    logConfiguration = { logDriver = "awslogs", options = {
      awslogs-group         = local.log_group
      awslogs-region        = var.region
      awslogs-stream-prefix = var.name
      mode                  = "non-blocking"
      max-buffer-size       = "8m"
    } }
  }
  collector = {
    name                   = "collector"
    image                  = var.collector_image
    essential              = false
    readonlyRootFilesystem = true
    user                   = "10001:10001"
    cpu                    = 64
    memory                 = 128
    command                = ["--config=/etc/ecs/ecs-xray.yaml"]
    logConfiguration = { logDriver = "awslogs", options = {
      awslogs-group         = local.log_group
      awslogs-region        = var.region
      awslogs-stream-prefix = "collector"
    } }
  }
}

resource "aws_cloudwatch_log_group" "this" {
  name              = local.log_group
  retention_in_days = var.log_days
  kms_key_id        = var.log_key_arn
}

# ---- who it is
locals {
  trust = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Principal = { Service = "ecs-tasks.amazonaws.com" }
    Action    = "sts:AssumeRole"
    Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
  }] })
}

# What starts the task: fetches the image and the secrets. The service itself never holds this role.
resource "aws_iam_role" "start" {
  name               = "${local.full}-start"
  assume_role_policy = local.trust
}

resource "aws_iam_role_policy" "start" {
  name = "start"
  role = aws_iam_role.start.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Sid = "RegistryLogin", Effect = "Allow", Action = "ecr:GetAuthorizationToken", Resource = "*" },
    { Sid = "PullOwnImages", Effect = "Allow", Action = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability"], Resource = var.image_repository_arns },
    { Sid = "WriteLogs", Effect = "Allow", Action = ["logs:CreateLogStream", "logs:PutLogEvents"], Resource = "arn:aws:logs:${var.region}:${var.account_id}:log-group:${local.log_group}:log-stream:*" },
    { Sid = "ReadSecrets", Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = concat([for secret in aws_secretsmanager_secret.database : secret.arn], values(var.secrets)) },
    { Sid = "ReadParameters", Effect = "Allow", Action = "ssm:GetParameters", Resource = values(var.parameters) },
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
    { Sid = "SendTraces", Effect = "Allow", Action = ["xray:PutTraceSegments", "xray:PutTelemetryRecords", "xray:GetSamplingRules", "xray:GetSamplingTargets"], Resource = "*" },
    # It looks where its last batch ended, and an erasure writes a batch again and deletes what it was.
    { Sid = "LandOwnEvents", Effect = "Allow", Action = ["s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:AbortMultipartUpload"], Resource = ["${var.landing_arn}/${var.name}/*", "${var.landing_arn}/${var.name}-audit/*"] },
    { Sid = "ListOwnEvents", Effect = "Allow", Action = "s3:ListBucket", Resource = var.landing_arn, Condition = { StringLike = { "s3:prefix" = ["${var.name}/*", "${var.name}-audit/*"] } } },
    { Sid = "EncryptLanding", Effect = "Allow", Action = ["kms:GenerateDataKey", "kms:Decrypt"], Resource = var.landing_key_arn, Condition = { StringEquals = { "kms:ViaService" = "s3.${var.region}.amazonaws.com" } } },
  ] })
}

# ---- its secrets: what it reads and writes with, and what migrates the schema at start
resource "aws_secretsmanager_secret" "database" {
  for_each                = toset(["service", "owner"])
  name                    = "trunkline/${var.environment}/${var.name}/database-${each.key}"
  description             = "Role of ${var.name} in Aurora (${each.key}); the first value is put in by hand, the rest is rotation"
  kms_key_id              = var.secret_key_arn
  recovery_window_in_days = 30
}

resource "aws_secretsmanager_secret_rotation" "database" {
  for_each            = aws_secretsmanager_secret.database
  secret_id           = each.value.id
  rotation_lambda_arn = var.rotation_lambda_arn
  rotate_immediately  = false
  rotation_rules {
    automatically_after_days = 30
  }
}

# ---- how it runs
resource "aws_security_group" "this" {
  name        = local.full
  description = "The ALB in; database and HTTPS out"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "alb" {
  security_group_id            = aws_security_group.this.id
  description                  = "HTTP from the ALB"
  referenced_security_group_id = var.alb_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = var.port
  to_port                      = var.port
}

resource "aws_vpc_security_group_egress_rule" "alb_to" {
  security_group_id            = var.alb_security_group_id
  description                  = "HTTP to ${var.name}"
  referenced_security_group_id = aws_security_group.this.id
  ip_protocol                  = "tcp"
  from_port                    = var.port
  to_port                      = var.port
}

resource "aws_vpc_security_group_egress_rule" "https" {
  security_group_id = aws_security_group.this.id
  description       = "HTTPS to AWS, and to what the egress firewall lets through"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "database" {
  security_group_id            = aws_security_group.this.id
  description                  = "PostgreSQL"
  referenced_security_group_id = var.database_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_ecs_task_definition" "this" {
  family                   = local.full
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.cpu
  memory                   = var.memory
  execution_role_arn       = aws_iam_role.start.arn
  task_role_arn            = aws_iam_role.task.arn
  container_definitions    = jsonencode([local.container, local.collector])
  runtime_platform {
    cpu_architecture        = "ARM64"
    operating_system_family = "LINUX"
  }
  volume {
    name = "scratch"
  }
}

resource "aws_lb_target_group" "this" {
  for_each             = toset(local.blue_green ? ["blue", "green"] : ["blue"])
  name                 = "${substr(var.environment, 0, 4)}-${var.name}-${each.key}"
  target_type          = "ip"
  port                 = var.port
  protocol             = "HTTP"
  vpc_id               = var.vpc_id
  deregistration_delay = 30
  health_check {
    path                = "/health/ready"
    matcher             = "200"
    interval            = 10
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }
}

resource "aws_lb_listener_rule" "this" {
  for_each     = { for index, prefix in var.prefixes : prefix => index }
  listener_arn = var.listener_arn
  priority     = var.priority + each.value
  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this["blue"].arn
  }
  condition {
    path_pattern {
      values = [each.key, "${each.key}/*"]
    }
  }
  lifecycle {
    ignore_changes = [action] # CodeDeploy moves the weight
  }
}

resource "aws_ecs_service" "this" {
  name                               = var.name
  cluster                            = var.cluster_arn
  task_definition                    = aws_ecs_task_definition.this.arn
  desired_count                      = var.scale.least
  platform_version                   = "LATEST"
  enable_execute_command             = false
  propagate_tags                     = "SERVICE"
  health_check_grace_period_seconds  = length(var.prefixes) > 0 ? 120 : null
  deployment_minimum_healthy_percent = 100 # zero downtime: new tasks answer before old ones go
  deployment_maximum_percent         = 200
  deployment_controller {
    type = local.blue_green ? "CODE_DEPLOY" : "ECS"
  }
  dynamic "deployment_circuit_breaker" {
    for_each = local.blue_green ? [] : [1]
    content {
      enable   = true
      rollback = true
    }
  }
  capacity_provider_strategy {
    capacity_provider = var.spot ? "FARGATE_SPOT" : "FARGATE"
    weight            = 1
  }
  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [aws_security_group.this.id]
    assign_public_ip = false
  }
  dynamic "load_balancer" {
    for_each = length(var.prefixes) > 0 ? [1] : []
    content {
      target_group_arn = aws_lb_target_group.this["blue"].arn
      container_name   = var.name
      container_port   = var.port
    }
  }
  lifecycle {
    ignore_changes = [task_definition, desired_count, load_balancer] # the pipeline's and autoscaling's
  }
  depends_on = [aws_lb_listener_rule.this]
}

# ---- how many
resource "aws_appautoscaling_target" "this" {
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${var.cluster_name}/${aws_ecs_service.this.name}"
  min_capacity       = var.scale.least
  max_capacity       = var.scale.most
}

resource "aws_appautoscaling_policy" "cpu" {
  name               = "cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this.service_namespace
  scalable_dimension = aws_appautoscaling_target.this.scalable_dimension
  resource_id        = aws_appautoscaling_target.this.resource_id
  target_tracking_scaling_policy_configuration {
    target_value       = 60
    scale_out_cooldown = 30
    scale_in_cooldown  = 300
    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}

resource "aws_appautoscaling_scheduled_action" "hours" {
  for_each = var.hours == null ? {} : {
    start = { at = var.hours.start, least = var.scale.least, most = var.scale.most }
    stop  = { at = var.hours.stop, least = 0, most = 0 }
  }
  name               = "${local.full}-${each.key}"
  service_namespace  = aws_appautoscaling_target.this.service_namespace
  scalable_dimension = aws_appautoscaling_target.this.scalable_dimension
  resource_id        = aws_appautoscaling_target.this.resource_id
  schedule           = each.value.at
  timezone           = var.hours.zone
  scalable_target_action {
    min_capacity = each.value.least
    max_capacity = each.value.most
  }
}

# ---- how it is replaced
resource "aws_iam_role" "deploy" {
  count = local.blue_green ? 1 : 0
  name  = "${local.full}-deploy"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Principal = { Service = "codedeploy.amazonaws.com" }
    Action    = "sts:AssumeRole"
    Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
  }] })
}

resource "aws_iam_role_policy_attachment" "deploy" {
  count      = local.blue_green ? 1 : 0
  role       = aws_iam_role.deploy[0].name
  policy_arn = "arn:aws:iam::aws:policy/AWSCodeDeployRoleForECSLimited"
}

resource "aws_codedeploy_app" "this" {
  count            = local.blue_green ? 1 : 0
  name             = local.full
  compute_platform = "ECS"
}

resource "aws_codedeploy_deployment_group" "this" {
  count                  = local.blue_green ? 1 : 0
  app_name               = aws_codedeploy_app.this[0].name
  deployment_group_name  = var.name
  service_role_arn       = aws_iam_role.deploy[0].arn
  deployment_config_name = "CodeDeployDefault.ECSCanary10Percent5Minutes"
  deployment_style {
    deployment_option = "WITH_TRAFFIC_CONTROL"
    deployment_type   = "BLUE_GREEN"
  }
  blue_green_deployment_config {
    deployment_ready_option {
      action_on_timeout = "CONTINUE_DEPLOYMENT"
    }
    terminate_blue_instances_on_deployment_success {
      action                           = "TERMINATE"
      termination_wait_time_in_minutes = 30 # going back within half an hour is a switch, not a start
    }
  }
  ecs_service {
    cluster_name = var.cluster_name
    service_name = aws_ecs_service.this.name
  }
  load_balancer_info {
    target_group_pair_info {
      prod_traffic_route {
        listener_arns = [var.listener_arn]
      }
      target_group {
        name = aws_lb_target_group.this["blue"].name
      }
      target_group {
        name = aws_lb_target_group.this["green"].name
      }
    }
  }
  auto_rollback_configuration {
    enabled = true
    events  = ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"]
  }
  alarm_configuration {
    enabled = true
    alarms  = [for alarm in aws_cloudwatch_metric_alarm.errors : alarm.alarm_name]
  }
}

# ---- how we hear of it
resource "aws_cloudwatch_metric_alarm" "errors" {
  for_each            = length(var.prefixes) > 0 ? aws_lb_target_group.this : {}
  alarm_name          = "${local.full}-errors-${each.key}"
  alarm_description   = "${var.name} answers with 5xx. Owner: customer-team. Runbook: service-errors."
  namespace           = "AWS/ApplicationELB"
  metric_name         = "HTTPCode_Target_5XX_Count"
  dimensions          = { LoadBalancer = var.alb_arn_suffix, TargetGroup = each.value.arn_suffix }
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 10
  period              = 60
  evaluation_periods  = 2
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "busy" {
  alarm_name          = "${local.full}-busy"
  alarm_description   = "${var.name} has used more than 85 % of its CPU for 15 minutes at its largest size. Runbook: service-busy."
  namespace           = "AWS/ECS"
  metric_name         = "CPUUtilization"
  dimensions          = { ClusterName = var.cluster_name, ServiceName = aws_ecs_service.this.name }
  statistic           = "Average"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 85
  period              = 300
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}
