# AWS Config: what every resource looked like at any time, and whether it keeps the rules.
locals {
  # A conformance pack is CloudFormation: one rule a resource, from AWS's managed ones.
  rules = {
    S3BucketServerSideEncryptionEnabled = "S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED"
    S3BucketPublicReadProhibited        = "S3_BUCKET_PUBLIC_READ_PROHIBITED"
    S3BucketSslRequestsOnly             = "S3_BUCKET_SSL_REQUESTS_ONLY"
    S3BucketVersioningEnabled           = "S3_BUCKET_VERSIONING_ENABLED"
    RdsStorageEncrypted                 = "RDS_STORAGE_ENCRYPTED"
    RdsInstancePublicAccessCheck        = "RDS_INSTANCE_PUBLIC_ACCESS_CHECK"
    EncryptedVolumes                    = "ENCRYPTED_VOLUMES"
    Ec2Imdsv2Check                      = "EC2_IMDSV2_CHECK"
    Ec2InstanceManagedBySsm             = "EC2_INSTANCE_MANAGED_BY_SSM"
    Ec2PatchCompliance                  = "EC2_MANAGEDINSTANCE_PATCH_COMPLIANCE_STATUS_CHECK"
    RestrictedSsh                       = "INCOMING_SSH_DISABLED"
    IamNoInlineAdmin                    = "IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS"
    RootMfa                             = "ROOT_ACCOUNT_MFA_ENABLED"
    RootNoAccessKey                     = "IAM_ROOT_ACCESS_KEY_CHECK"
    CmkRotation                         = "CMK_BACKING_KEY_ROTATION_ENABLED"
    SecretsRotated                      = "SECRETSMANAGER_ROTATION_ENABLED_CHECK"
    CloudTrailEnabled                   = "CLOUD_TRAIL_ENABLED"
    CloudTrailEncrypted                 = "CLOUD_TRAIL_ENCRYPTION_ENABLED"
    VpcFlowLogs                         = "VPC_FLOW_LOGS_ENABLED"
    GuardDutyEnabled                    = "GUARDDUTY_ENABLED_CENTRALIZED"
    EcsReadOnlyRoot                     = "ECS_CONTAINERS_READONLY_ACCESS"
    LogGroupsEncrypted                  = "CLOUDWATCH_LOG_GROUP_ENCRYPTED"
  }
  pack = { Resources = { for name, identifier in local.rules : name => {
    Type       = "AWS::Config::ConfigRule"
    Properties = { ConfigRuleName = "trunkline-${name}", Source = { Owner = "AWS", SourceIdentifier = identifier } }
  } } }
}

resource "aws_iam_service_linked_role" "config" {
  aws_service_name = "config.amazonaws.com"
}

resource "aws_config_configuration_recorder" "this" {
  name     = "trunkline"
  role_arn = aws_iam_service_linked_role.config.arn
  recording_group {
    all_supported                 = true
    include_global_resource_types = true
  }
  recording_mode {
    recording_frequency = var.continuous ? "CONTINUOUS" : "DAILY"
  }
}

resource "aws_config_delivery_channel" "this" {
  name           = "trunkline"
  s3_bucket_name = var.bucket
  s3_kms_key_arn = var.bucket_key_arn
  snapshot_delivery_properties {
    delivery_frequency = "TwentyFour_Hours"
  }
  depends_on = [aws_config_configuration_recorder.this]
}

resource "aws_config_configuration_recorder_status" "this" {
  name       = aws_config_configuration_recorder.this.name
  is_enabled = true
  depends_on = [aws_config_delivery_channel.this]
}

resource "aws_config_conformance_pack" "this" {
  name          = "trunkline"
  template_body = jsonencode(local.pack)
  depends_on    = [aws_config_configuration_recorder_status.this]
}

resource "aws_iam_role" "aggregator" {
  count = var.aggregates ? 1 : 0
  name  = "trunkline-config-aggregator"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Principal = { Service = "config.amazonaws.com" }
    Action    = "sts:AssumeRole"
    Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
  }] })
}

resource "aws_iam_role_policy_attachment" "aggregator" {
  count      = var.aggregates ? 1 : 0
  role       = aws_iam_role.aggregator[0].name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSConfigRoleForOrganizations"
}

resource "aws_config_configuration_aggregator" "this" {
  count = var.aggregates ? 1 : 0
  name  = "trunkline-organisation"
  organization_aggregation_source {
    role_arn = aws_iam_role.aggregator[0].arn
    regions  = [var.region]
  }
  depends_on = [aws_iam_role_policy_attachment.aggregator]
}
