# The organisation's trail: every account, every region, into the log archive's bucket with the log archive's key.
# It also runs into CloudWatch Logs here, where filters raise an alarm when somebody changes what matters.
locals {
  log_group = "/trunkline/cloudtrail"
  # CIS AWS Foundations, chapter 4, for the changes that EventBridge does not see in every account.
  filters = {
    root-user            = "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != \"AwsServiceEvent\" }"
    break-glass          = "{ $.userIdentity.arn = \"*AWSReservedSSO_BreakGlass*\" }"
    unauthorised         = "{ ($.errorCode = \"*UnauthorizedOperation\") || ($.errorCode = \"AccessDenied*\") }"
    console-without-mfa  = "{ ($.eventName = \"ConsoleLogin\") && ($.additionalEventData.MFAUsed != \"Yes\") && ($.userIdentity.type = \"IAMUser\") }"
    trail-changed        = "{ ($.eventName = CreateTrail) || ($.eventName = UpdateTrail) || ($.eventName = DeleteTrail) || ($.eventName = StopLogging) }"
    policy-changed       = "{ ($.eventName = PutRolePolicy) || ($.eventName = AttachRolePolicy) || ($.eventName = DetachRolePolicy) || ($.eventName = CreatePolicyVersion) || ($.eventName = UpdateAssumeRolePolicy) }"
    bucket-changed       = "{ ($.eventSource = s3.amazonaws.com) && (($.eventName = PutBucketPolicy) || ($.eventName = DeleteBucketPolicy) || ($.eventName = PutBucketAcl) || ($.eventName = PutBucketPublicAccessBlock)) }"
    key-disabled         = "{ ($.eventSource = kms.amazonaws.com) && (($.eventName = DisableKey) || ($.eventName = ScheduleKeyDeletion)) }"
    network-changed      = "{ ($.eventName = CreateRoute) || ($.eventName = ReplaceRoute) || ($.eventName = CreateTransitGatewayRoute) || ($.eventName = AssociateTransitGatewayRouteTable) || ($.eventName = EnableTransitGatewayRouteTablePropagation) || ($.eventName = AuthorizeSecurityGroupIngress) || ($.eventName = AttachInternetGateway) }"
    organisation-changed = "{ $.eventSource = organizations.amazonaws.com && $.readOnly IS FALSE }"
  }
  thresholds = { unauthorised = 25 }
}

resource "aws_cloudwatch_log_group" "this" {
  name              = local.log_group
  retention_in_days = 90 # the archive keeps them for years; this is for filters and questions
  kms_key_id        = var.log_key_arn
}

resource "aws_iam_role" "to_logs" {
  name = "trunkline-trail-to-logs"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Principal = { Service = "cloudtrail.amazonaws.com" }
    Action    = "sts:AssumeRole"
    Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
  }] })
}

resource "aws_iam_role_policy" "to_logs" {
  name = "write"
  role = aws_iam_role.to_logs.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Sid      = "WriteTheTrail"
    Effect   = "Allow"
    Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    Resource = "arn:aws:logs:${var.region}:${var.account_id}:log-group:${local.log_group}:log-stream:*"
  }] })
}

resource "aws_cloudtrail" "this" {
  name                          = var.name
  s3_bucket_name                = var.bucket
  kms_key_id                    = var.key_arn
  is_organization_trail         = true
  is_multi_region_trail         = true
  include_global_service_events = true
  enable_log_file_validation    = true
  cloud_watch_logs_group_arn    = "${aws_cloudwatch_log_group.this.arn}:*"
  cloud_watch_logs_role_arn     = aws_iam_role.to_logs.arn
  insight_selector {
    insight_type = "ApiCallRateInsight"
  }
  advanced_event_selector {
    name = "Management events"
    field_selector {
      field  = "eventCategory"
      equals = ["Management"]
    }
  }
  # Who wrote and deleted objects in the landing and the lake; reads are in the warehouse's own audit.
  advanced_event_selector {
    name = "Writes to our data"
    field_selector {
      field  = "eventCategory"
      equals = ["Data"]
    }
    field_selector {
      field  = "resources.type"
      equals = ["AWS::S3::Object"]
    }
    field_selector {
      field  = "readOnly"
      equals = ["false"]
    }
    field_selector {
      field       = "resources.ARN"
      starts_with = ["arn:aws:s3:::trunkline-landing-", "arn:aws:s3:::trunkline-lake-"]
    }
  }
}

resource "aws_cloudwatch_log_metric_filter" "this" {
  for_each       = local.filters
  name           = "trunkline-${each.key}"
  log_group_name = aws_cloudwatch_log_group.this.name
  pattern        = each.value
  metric_transformation {
    name          = each.key
    namespace     = "Trunkline/Changes"
    value         = "1"
    default_value = "0"
  }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each            = local.filters
  alarm_name          = "trunkline-change-${each.key}"
  alarm_description   = "CloudTrail saw ${each.key}. Owner: security-team. Runbook: resource-changed."
  namespace           = "Trunkline/Changes"
  metric_name         = each.key
  statistic           = "Sum"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = lookup(local.thresholds, each.key, 1)
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  depends_on          = [aws_cloudwatch_log_metric_filter.this]
}
