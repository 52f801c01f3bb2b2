# Trino on EC2: one coordinator, workers by load. Instances have no SSH and no public address; they are reached,
# patched and replaced through Systems Manager. Everything they need is in the image and the user data.
locals {
  full      = "trunkline-${var.environment}-trino"
  log_group = "/trunkline/${var.environment}/trino"
  roles = {
    coordinator = { types = [var.coordinator_type], least = 1, most = 1, spot = false }
    worker      = { types = var.worker_types, least = var.workers.least, most = var.workers.most, spot = var.spot }
  }
}

resource "aws_cloudwatch_log_group" "this" {
  name              = local.log_group
  retention_in_days = var.log_days
  kms_key_id        = var.log_key_arn
}

resource "aws_iam_role" "this" {
  name = local.full
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Principal = { Service = "ec2.amazonaws.com" }
    Action    = "sts:AssumeRole"
  }] })
}

resource "aws_iam_role_policy_attachment" "ssm" {
  role       = aws_iam_role.this.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_role_policy" "this" {
  name = "query"
  role = aws_iam_role.this.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Sid = "ReadLake", Effect = "Allow", Action = ["s3:GetObject"], Resource = "${var.lake_arn}/*" },
    { Sid = "ListLake", Effect = "Allow", Action = ["s3:ListBucket", "s3:GetBucketLocation"], Resource = var.lake_arn },
    { Sid = "DecryptLake", Effect = "Allow", Action = "kms:Decrypt", Resource = var.data_key_arn, Condition = { StringEquals = { "kms:ViaService" = "s3.${var.region}.amazonaws.com" } } },
    { Sid = "CatalogSecret", Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = var.catalog_secret_arn },
    { Sid = "DecryptSecret", Effect = "Allow", Action = "kms:Decrypt", Resource = var.secret_key_arn, Condition = { StringEquals = { "kms:ViaService" = "secretsmanager.${var.region}.amazonaws.com" } } },
    { Sid = "RegistryLogin", Effect = "Allow", Action = "ecr:GetAuthorizationToken", Resource = "*" },
    { Sid = "PullTrino", Effect = "Allow", Action = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability"], Resource = var.image_repository_arn },
    { Sid = "WriteLogs", Effect = "Allow", Action = ["logs:CreateLogStream", "logs:PutLogEvents"], Resource = "arn:aws:logs:${var.region}:${var.account_id}:log-group:${local.log_group}:log-stream:*" },
    { Sid = "FindTheCoordinator", Effect = "Allow", Action = "ec2:DescribeInstances", Resource = "*" },
  ] })
}

resource "aws_iam_instance_profile" "this" {
  name = local.full
  role = aws_iam_role.this.name
}

resource "aws_security_group" "nlb" {
  name        = "${local.full}-nlb"
  description = "Queries by HTTPS"
  vpc_id      = var.vpc_id
}

resource "aws_security_group" "node" {
  name        = local.full
  description = "Nodes among themselves, queries from the load balancer; catalog and HTTPS out"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "callers" {
  for_each          = toset(var.callers)
  security_group_id = aws_security_group.nlb.id
  description       = "HTTPS from ${each.key}"
  cidr_ipv4         = each.key
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "nlb" {
  security_group_id            = aws_security_group.nlb.id
  description                  = "HTTP to the coordinator"
  referenced_security_group_id = aws_security_group.node.id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
}

resource "aws_vpc_security_group_ingress_rule" "node" {
  for_each                     = { balancer = aws_security_group.nlb.id, nodes = aws_security_group.node.id }
  security_group_id            = aws_security_group.node.id
  description                  = "Trino from ${each.key}"
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
}

resource "aws_vpc_security_group_egress_rule" "nodes" {
  security_group_id            = aws_security_group.node.id
  description                  = "Trino among nodes"
  referenced_security_group_id = aws_security_group.node.id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
}

resource "aws_vpc_security_group_egress_rule" "https" {
  security_group_id = aws_security_group.node.id
  description       = "HTTPS to AWS"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "catalog" {
  security_group_id            = aws_security_group.node.id
  description                  = "PostgreSQL"
  referenced_security_group_id = var.catalog_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_launch_template" "this" {
  for_each               = local.roles
  name                   = "${local.full}-${each.key}"
  image_id               = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64"
  update_default_version = true
  vpc_security_group_ids = [aws_security_group.node.id]
  iam_instance_profile {
    arn = aws_iam_instance_profile.this.arn
  }
  metadata_options {
    http_tokens                 = "required"
    http_endpoint               = "enabled"
    http_put_response_hop_limit = 2 # the container is one hop further
  }
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      volume_type           = "gp3"
      volume_size           = 60
      encrypted             = true
      kms_key_id            = var.data_key_arn
      delete_on_termination = true
    }
  }
  monitoring {
    enabled = true
  }
  user_data = base64encode(templatefile("${path.module}/node.sh", {
    role         = each.key
    region       = var.region
    environment  = var.environment
    image        = var.image
    registry     = split("/", var.image)[0]
    log_group    = local.log_group
    catalog_host = var.catalog_host
    secret       = var.catalog_secret_arn
    lake         = "s3://${trimprefix(var.lake_arn, "arn:aws:s3:::")}/"
  }))
  dynamic "tag_specifications" {
    for_each = toset(["instance", "volume"])
    content {
      resource_type = tag_specifications.value
      tags          = { Name = "${local.full}-${each.key}", PatchGroup = var.patch_group, TrinoRole = each.key, Environment = var.environment, Project = "trunkline" }
    }
  }
}

resource "aws_autoscaling_group" "this" {
  for_each            = local.roles
  name                = "${local.full}-${each.key}"
  vpc_zone_identifier = var.subnet_ids
  min_size            = each.value.least
  max_size            = each.value.most
  health_check_type   = each.key == "coordinator" ? "ELB" : "EC2"
  # A coordinator that fails its check is replaced; the load balancer then finds the new one.
  health_check_grace_period = 300
  target_group_arns         = each.key == "coordinator" ? [aws_lb_target_group.this.arn] : []
  max_instance_lifetime     = 30 * 24 * 3600 # nobody grows old: a fresh AMI each month at the latest
  mixed_instances_policy {
    instances_distribution {
      on_demand_base_capacity                  = 0
      on_demand_percentage_above_base_capacity = each.value.spot ? 0 : 100
      spot_allocation_strategy                 = "price-capacity-optimized"
    }
    launch_template {
      launch_template_specification {
        launch_template_id = aws_launch_template.this[each.key].id
        version            = aws_launch_template.this[each.key].latest_version
      }
      dynamic "override" {
        for_each = each.value.types
        content {
          instance_type = override.value
        }
      }
    }
  }
  instance_refresh {
    strategy = "Rolling"
    preferences {
      min_healthy_percentage = 90
    }
  }
  dynamic "tag" {
    for_each = { Name = "${local.full}-${each.key}", PatchGroup = var.patch_group, Environment = var.environment, Project = "trunkline" }
    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = true
    }
  }
  lifecycle {
    ignore_changes = [desired_capacity]
  }
}

resource "aws_autoscaling_policy" "workers" {
  name                   = "cpu"
  autoscaling_group_name = aws_autoscaling_group.this["worker"].name
  policy_type            = "TargetTrackingScaling"
  target_tracking_configuration {
    target_value = 60
    predefined_metric_specification {
      predefined_metric_type = "ASGAverageCPUUtilization"
    }
  }
}

resource "aws_autoscaling_schedule" "stop" {
  for_each               = var.hours == null ? {} : local.roles
  scheduled_action_name  = "stop"
  autoscaling_group_name = aws_autoscaling_group.this[each.key].name
  recurrence             = var.hours.stop
  time_zone              = var.hours.zone
  min_size               = 0
  max_size               = 0
  desired_capacity       = 0
}

resource "aws_autoscaling_schedule" "start" {
  for_each               = var.hours == null ? {} : local.roles
  scheduled_action_name  = "start"
  autoscaling_group_name = aws_autoscaling_group.this[each.key].name
  recurrence             = var.hours.start
  time_zone              = var.hours.zone
  min_size               = each.value.least
  max_size               = each.value.most
  desired_capacity       = each.value.least
}

# ---- the way to it
resource "aws_acm_certificate" "this" {
  domain_name       = var.host
  validation_method = "DNS"
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route53_record" "validation" {
  zone_id         = var.zone_id
  name            = tolist(aws_acm_certificate.this.domain_validation_options)[0].resource_record_name
  type            = tolist(aws_acm_certificate.this.domain_validation_options)[0].resource_record_type
  records         = [tolist(aws_acm_certificate.this.domain_validation_options)[0].resource_record_value]
  ttl             = 300
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "this" {
  certificate_arn         = aws_acm_certificate.this.arn
  validation_record_fqdns = [aws_route53_record.validation.fqdn]
}

resource "aws_lb" "this" {
  name                             = local.full
  internal                         = true
  load_balancer_type               = "network"
  subnets                          = var.subnet_ids
  security_groups                  = [aws_security_group.nlb.id]
  enable_cross_zone_load_balancing = true
  enable_deletion_protection       = var.protected
}

resource "aws_lb_target_group" "this" {
  name        = local.full
  target_type = "instance"
  port        = 8080
  protocol    = "TCP"
  vpc_id      = var.vpc_id
  health_check {
    protocol = "HTTP"
    path     = "/v1/info"
  }
}

resource "aws_lb_listener" "this" {
  load_balancer_arn = aws_lb.this.arn
  port              = 443
  protocol          = "TLS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = aws_acm_certificate_validation.this.certificate_arn
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this.arn
  }
}

resource "aws_route53_record" "this" {
  zone_id = var.zone_id
  name    = var.host
  type    = "A"
  alias {
    name                   = aws_lb.this.dns_name
    zone_id                = aws_lb.this.zone_id
    evaluate_target_health = true
  }
}

resource "aws_cloudwatch_metric_alarm" "down" {
  count               = var.hours == null ? 1 : 0 # where it sleeps at night, being down is no news
  alarm_name          = "${local.full}-down"
  alarm_description   = "Trino has no coordinator that answers. Owner: data-team. Runbook: trino-down."
  namespace           = "AWS/NetworkELB"
  metric_name         = "HealthyHostCount"
  dimensions          = { LoadBalancer = aws_lb.this.arn_suffix, TargetGroup = aws_lb_target_group.this.arn_suffix }
  statistic           = "Minimum"
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  period              = 60
  evaluation_periods  = 5
  treat_missing_data  = "breaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}
