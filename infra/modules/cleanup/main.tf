# The sandbox forgets: every night what is older than keep_days and does not carry the tag Keep is deleted.
locals {
  log_group = "/trunkline/sandbox/cleanup"
  # aws nuke-like tools come from the internet and delete everything; this names what it deletes.
  commands = [
    "set -eu",
    "test \"$(aws sts get-caller-identity --query Account --output text)\" = \"$ACCOUNT\"",
    "limit=$(date -u -d \"-$KEEP_DAYS days\" +%Y-%m-%dT%H:%M:%SZ)",
    "for stack in $(aws cloudformation list-stacks --stack-status-filter CREATE_COMPLETE UPDATE_COMPLETE ROLLBACK_COMPLETE --query \"StackSummaries[?CreationTime<'$limit' && !ParentId].StackName\" --output text); do echo stack $stack; aws cloudformation delete-stack --stack-name $stack; done",
    "for id in $(aws ec2 describe-instances --filters Name=instance-state-name,Values=running,stopped --query \"Reservations[].Instances[?LaunchTime<'$limit' && !(Tags[?Key=='Keep'])].InstanceId\" --output text); do echo instance $id; aws ec2 terminate-instances --instance-ids $id; done",
    "for id in $(aws ec2 describe-volumes --filters Name=status,Values=available --query \"Volumes[?CreateTime<'$limit' && !(Tags[?Key=='Keep'])].VolumeId\" --output text); do echo volume $id; aws ec2 delete-volume --volume-id $id; done",
    "for arn in $(aws ecs list-clusters --query 'clusterArns[]' --output text); do for service in $(aws ecs list-services --cluster $arn --query 'serviceArns[]' --output text); do echo service $service; aws ecs delete-service --cluster $arn --service $service --force; done; done",
    "for id in $(aws rds describe-db-clusters --query \"DBClusters[?ClusterCreateTime<'$limit' && !(TagList[?Key=='Keep'])].DBClusterIdentifier\" --output text); do for member in $(aws rds describe-db-clusters --db-cluster-identifier $id --query 'DBClusters[0].DBClusterMembers[].DBInstanceIdentifier' --output text); do aws rds delete-db-instance --db-instance-identifier $member --skip-final-snapshot; done; echo cluster $id; aws rds delete-db-cluster --db-cluster-identifier $id --skip-final-snapshot; done",
  ]
}

resource "aws_cloudwatch_log_group" "this" {
  name              = local.log_group
  retention_in_days = 90
  kms_key_id        = var.log_key_arn
}

resource "aws_iam_role" "this" {
  name = "trunkline-sandbox-cleanup"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Principal = { Service = "codebuild.amazonaws.com" }
    Action    = "sts:AssumeRole"
    Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
  }] })
}

resource "aws_iam_role_policy" "this" {
  name = "delete"
  role = aws_iam_role.this.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Sid = "Look", Effect = "Allow", Action = ["cloudformation:ListStacks", "ec2:DescribeInstances", "ec2:DescribeVolumes", "ecs:ListClusters", "rds:DescribeDBClusters"], Resource = "*" },
    { Sid = "DeleteStacks", Effect = "Allow", Action = "cloudformation:DeleteStack", Resource = "arn:aws:cloudformation:${var.region}:${var.account_id}:stack/*" },
    { Sid = "DeleteMachines", Effect = "Allow", Action = ["ec2:TerminateInstances", "ec2:DeleteVolume"], Resource = ["arn:aws:ec2:${var.region}:${var.account_id}:instance/*", "arn:aws:ec2:${var.region}:${var.account_id}:volume/*"], Condition = { Null = { "aws:ResourceTag/Keep" = "true" } } },
    { Sid = "DeleteContainers", Effect = "Allow", Action = ["ecs:ListServices", "ecs:DeleteService"], Resource = ["arn:aws:ecs:${var.region}:${var.account_id}:cluster/*", "arn:aws:ecs:${var.region}:${var.account_id}:service/*"] },
    { Sid = "DeleteDatabases", Effect = "Allow", Action = ["rds:DeleteDBCluster", "rds:DeleteDBInstance"], Resource = ["arn:aws:rds:${var.region}:${var.account_id}:cluster:*", "arn:aws:rds:${var.region}:${var.account_id}:db:*"], Condition = { Null = { "aws:ResourceTag/Keep" = "true" } } },
    { Sid = "WriteLogs", Effect = "Allow", Action = ["logs:CreateLogStream", "logs:PutLogEvents"], Resource = "arn:aws:logs:${var.region}:${var.account_id}:log-group:${local.log_group}:log-stream:*" },
  ] })
}

resource "aws_codebuild_project" "this" {
  name           = "trunkline-sandbox-cleanup"
  description    = "Deletes what is older than ${var.keep_days} days and not kept"
  service_role   = aws_iam_role.this.arn
  build_timeout  = 30
  encryption_key = var.log_key_arn
  artifacts {
    type = "NO_ARTIFACTS"
  }
  environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "aws/codebuild/amazonlinux2-aarch64-standard:3.0"
    type         = "ARM_CONTAINER"
    environment_variable {
      name  = "ACCOUNT"
      value = var.account_id
    }
    environment_variable {
      name  = "KEEP_DAYS"
      value = tostring(var.keep_days)
    }
  }
  logs_config {
    cloudwatch_logs {
      group_name = aws_cloudwatch_log_group.this.name
    }
  }
  source {
    type      = "NO_SOURCE"
    buildspec = jsonencode({ version = "0.2", phases = { build = { commands = [join("\n", local.commands)] } } })
  }
}

resource "aws_iam_role" "schedule" {
  name = "trunkline-sandbox-cleanup-schedule"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Principal = { Service = "scheduler.amazonaws.com" }
    Action    = "sts:AssumeRole"
    Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
  }] })
}

resource "aws_iam_role_policy" "schedule" {
  name = "start"
  role = aws_iam_role.schedule.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Sid = "StartTheCleanup", Effect = "Allow", Action = "codebuild:StartBuild", Resource = aws_codebuild_project.this.arn },
  ] })
}

resource "aws_scheduler_schedule" "this" {
  name                         = "trunkline-sandbox-cleanup"
  schedule_expression          = "cron(0 3 * * ? *)"
  schedule_expression_timezone = var.zone
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = aws_codebuild_project.this.arn
    role_arn = aws_iam_role.schedule.arn
  }
}
