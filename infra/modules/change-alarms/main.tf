# A change to a resource that matters, or a finding, is news within a minute: EventBridge → topic → desk.
locals {
  rules = {
    security-groups = { source = ["aws.ec2"], names = ["AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupIngress", "CreateSecurityGroup", "DeleteSecurityGroup", "ModifySecurityGroupRules"] }
    routes          = { source = ["aws.ec2"], names = ["CreateRoute", "ReplaceRoute", "DeleteRoute", "CreateTransitGatewayRoute", "AssociateTransitGatewayRouteTable", "EnableTransitGatewayRouteTablePropagation", "CreateVpcPeeringConnection", "AttachInternetGateway"] }
    databases       = { source = ["aws.rds"], names = ["DeleteDBCluster", "DeleteDBInstance", "ModifyDBCluster", "RestoreDBClusterFromSnapshot"] }
    containers      = { source = ["aws.ecs"], names = ["DeleteService", "DeleteCluster", "DeregisterTaskDefinition"] }
    buckets         = { source = ["aws.s3"], names = ["DeleteBucket", "PutBucketPolicy", "DeleteBucketPolicy", "PutBucketVersioning", "PutBucketPublicAccessBlock"] }
    keys            = { source = ["aws.kms"], names = ["DisableKey", "ScheduleKeyDeletion", "PutKeyPolicy"] }
    secrets         = { source = ["aws.secretsmanager"], names = ["DeleteSecret", "PutResourcePolicy", "CancelRotateSecret"] }
    edge            = { source = ["aws.wafv2", "aws.apigateway", "aws.elasticloadbalancing"], names = ["DeleteWebACL", "DisassociateWebACL", "UpdateWebACL", "DeleteStage", "DeleteRestApi", "DeleteListener", "DeleteLoadBalancer"] }
  }
  findings = {
    guardduty   = { source = ["aws.guardduty"], detail-type = ["GuardDuty Finding"], detail = { severity = [{ numeric = [">=", 4] }] } }
    inspector   = { source = ["aws.inspector2"], detail-type = ["Inspector2 Finding"], detail = { severity = ["CRITICAL", "HIGH"], status = ["ACTIVE"] } }
    securityhub = { source = ["aws.securityhub"], detail-type = ["Security Hub Findings - Imported"], detail = { findings = { Severity = { Label = ["CRITICAL", "HIGH"] }, Workflow = { Status = ["NEW"] } } } }
    config      = { source = ["aws.config"], detail-type = ["Config Rules Compliance Change"], detail = { newEvaluationResult = { complianceType = ["NON_COMPLIANT"] } } }
    health      = { source = ["aws.health"], detail-type = ["AWS Health Event"] }
  }
  patterns = merge(
    { for name, rule in local.rules : name => { source = rule.source, detail-type = ["AWS API Call via CloudTrail"], detail = { eventName = rule.names } } },
  local.findings)
}

resource "aws_cloudwatch_event_rule" "this" {
  for_each      = local.patterns
  name          = "trunkline-${each.key}"
  description   = "Tells the desk about ${each.key}"
  event_pattern = jsonencode(each.value)
}

resource "aws_cloudwatch_event_target" "this" {
  for_each = local.patterns
  rule     = aws_cloudwatch_event_rule.this[each.key].name
  arn      = var.topic_arn
}

# Should news stop being delivered, this is how we hear of it.
resource "aws_cloudwatch_metric_alarm" "undelivered" {
  alarm_name          = "trunkline-news-undelivered"
  alarm_description   = "EventBridge could not deliver news of a change to the topic. Runbook: news-undelivered."
  namespace           = "AWS/SNS"
  metric_name         = "NumberOfNotificationsFailed"
  dimensions          = { TopicName = var.topic_name }
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.topic_arn]
}
