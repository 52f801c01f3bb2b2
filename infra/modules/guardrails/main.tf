# What nobody in an account can do (SCP) and what nobody from outside can be given (RCP), whatever its own policies say.
locals {
  ours = ["arn:aws:iam::*:role/OrganizationAccountAccessRole", "arn:aws:iam::*:role/trunkline-deploy"]
  service_control = {
    trunkline-foundations = {
      targets = [var.root_id]
      statements = [
        { Sid = "NoLeaving", Effect = "Deny", Action = ["organizations:LeaveOrganization", "account:CloseAccount"], Resource = "*" },
        { Sid = "NoRootUser", Effect = "Deny", Action = "*", Resource = "*", Condition = { ArnLike = { "aws:PrincipalArn" = "arn:aws:iam::*:root" } } },
        { Sid = "NoAccessKeys", Effect = "Deny", Action = ["iam:CreateUser", "iam:CreateAccessKey", "iam:CreateLoginProfile"], Resource = "*" },
        { Sid       = "OwnRegionsOnly", Effect = "Deny", Resource = "*",
          NotAction = ["iam:*", "organizations:*", "account:*", "sts:*", "route53:*", "route53domains:*", "cloudfront:*", "wafv2:*", "shield:*", "support:*", "budgets:*", "ce:*", "cur:*", "health:*", "trustedadvisor:*", "sso:*", "identitystore:*", "kms:*", "acm:*", "access-analyzer:*", "directconnect:*", "networkmanager:*"]
        Condition = { StringNotEquals = { "aws:RequestedRegion" = var.regions } } },
      ]
    }
    trunkline-watchers = {
      targets = [var.root_id]
      statements = [
        { Sid = "WatchersStayOn", Effect = "Deny", Resource = "*",
          Action = ["cloudtrail:StopLogging", "cloudtrail:DeleteTrail", "cloudtrail:UpdateTrail", "cloudtrail:PutEventSelectors",
            "config:DeleteConfigurationRecorder", "config:StopConfigurationRecorder", "config:DeleteDeliveryChannel",
            "guardduty:DeleteDetector", "guardduty:DisassociateFromAdministratorAccount", "guardduty:UpdateDetector",
            "securityhub:DisableSecurityHub", "inspector2:Disable", "access-analyzer:DeleteAnalyzer",
          "ec2:DeleteFlowLogs", "ec2:DisableEbsEncryptionByDefault", "s3:PutAccountPublicAccessBlock"]
        Condition = { ArnNotLike = { "aws:PrincipalArn" = local.ours } } },
        { Sid    = "KeysAndBackupsStay", Effect = "Deny", Resource = "*",
          Action = ["kms:ScheduleKeyDeletion", "kms:DisableKey", "backup:DeleteBackupVault", "backup:DeleteRecoveryPoint", "backup:DeleteBackupVaultLockConfiguration"]
        Condition = { ArnNotLike = { "aws:PrincipalArn" = local.ours } } },
      ]
    }
    trunkline-data = {
      targets = [var.root_id]
      statements = [
        { Sid = "ImdsV2Only", Effect = "Deny", Action = "ec2:RunInstances", Resource = "arn:aws:ec2:*:*:instance/*", Condition = { StringNotEquals = { "ec2:MetadataHttpTokens" = "required" } } },
        { Sid = "VolumesEncrypted", Effect = "Deny", Action = ["ec2:CreateVolume", "ec2:RunInstances"], Resource = "arn:aws:ec2:*:*:volume/*", Condition = { Bool = { "ec2:Encrypted" = "false" } } },
        { Sid = "DatabasesEncrypted", Effect = "Deny", Action = ["rds:CreateDBCluster", "rds:CreateDBInstance"], Resource = "*", Condition = { Bool = { "rds:StorageEncrypted" = "false" } } },
        { Sid = "SnapshotsStayHome", Effect = "Deny", Action = ["ec2:ModifySnapshotAttribute", "ec2:ModifyImageAttribute", "rds:ModifyDBSnapshotAttribute", "rds:ModifyDBClusterSnapshotAttribute"], Resource = "*", Condition = { ArnNotLike = { "aws:PrincipalArn" = local.ours } } },
      ]
    }
    trunkline-networks-are-the-hubs = {
      targets = var.workload_targets
      statements = [
        { Sid = "NoWaysOfTheirOwn", Effect = "Deny", Resource = "*",
          Action = ["ec2:CreateVpc", "ec2:CreateDefaultVpc", "ec2:CreateInternetGateway", "ec2:AttachInternetGateway", "ec2:CreateNatGateway", "ec2:CreateVpcPeeringConnection", "ec2:AcceptVpcPeeringConnection",
          "ec2:CreateTransitGatewayVpcAttachment", "ec2:CreateVpnConnection", "ec2:CreateVpcEndpointServiceConfiguration", "ec2:AssociateAddress", "globalaccelerator:Create*", "directconnect:Create*", "vpc-lattice:Create*"]
        Condition = { ArnNotLike = { "aws:PrincipalArn" = "arn:aws:iam::*:role/OrganizationAccountAccessRole" } } },
      ]
    }
    trunkline-sandbox = {
      targets = [var.sandbox_target]
      statements = [
        { Sid = "SmallThingsOnly", Effect = "Deny", Action = "ec2:RunInstances", Resource = "arn:aws:ec2:*:*:instance/*", Condition = { "ForAnyValue:StringNotLike" = { "ec2:InstanceType" = ["t3*.micro", "t3*.small", "t3*.medium", "t4g.*"] } } },
        { Sid = "NothingThatCommits", Effect = "Deny", Resource = "*", Action = ["ec2:PurchaseReservedInstancesOffering", "savingsplans:Create*", "rds:PurchaseReservedDBInstancesOffering", "redshift:*", "sagemaker:*", "directconnect:*", "outposts:*", "route53domains:Register*"] },
      ]
    }
  }
  resource_control = {
    trunkline-own-principals-only = {
      targets = [var.root_id]
      statements = [
        { Sid = "OwnOrganisationOrAws", Effect = "Deny", Principal = "*", Resource = "*", Action = ["s3:*", "kms:*", "secretsmanager:*", "sqs:*"],
        Condition = { StringNotEqualsIfExists = { "aws:PrincipalOrgID" = var.organization_id }, BoolIfExists = { "aws:PrincipalIsAWSService" = "false" } } },
        # AWS's services act for whom? Only for us: a log delivery or a replication that somebody else ordered is refused.
        { Sid = "AwsOnlyForUs", Effect = "Deny", Principal = "*", Resource = "*", Action = ["s3:*", "kms:*", "secretsmanager:*", "sqs:*"],
        Condition = { StringNotEqualsIfExists = { "aws:SourceOrgID" = var.organization_id }, Null = { "aws:SourceAccount" = "false" }, Bool = { "aws:PrincipalIsAWSService" = "true" } } },
        # Roles are taken by our own accounts, by AWS, by Identity Center, and by Snowflake, which its roles name.
        { Sid = "RolesForOurOwn", Effect = "Deny", Principal = "*", Resource = "*", Action = "sts:AssumeRole",
        Condition = { StringNotEqualsIfExists = { "aws:PrincipalOrgID" = var.organization_id, "aws:PrincipalAccount" = var.trusted_accounts }, BoolIfExists = { "aws:PrincipalIsAWSService" = "false" } } },
      ]
    }
    trunkline-tls-only = {
      targets = [var.root_id]
      statements = [
        { Sid = "TlsOnly", Effect = "Deny", Principal = "*", Resource = "*", Action = ["s3:*", "sqs:*", "secretsmanager:*", "kms:*", "sts:*"], Condition = { BoolIfExists = { "aws:SecureTransport" = "false" } } },
      ]
    }
  }
  policies = merge(
    { for name, policy in local.service_control : name => merge(policy, { type = "SERVICE_CONTROL_POLICY" }) },
  { for name, policy in local.resource_control : name => merge(policy, { type = "RESOURCE_CONTROL_POLICY" }) })
  attachments = merge([for name, policy in local.policies : { for index, target in policy.targets : "${name}-${index}" => { policy = name, target = target } }]...)
}

resource "aws_organizations_policy" "this" {
  for_each    = { for name, policy in local.policies : name => policy.type }
  name        = each.key
  description = "See infra/modules/guardrails"
  type        = each.value
  content     = jsonencode({ Version = "2012-10-17", Statement = local.policies[each.key].statements })
}

resource "aws_organizations_policy_attachment" "this" {
  for_each  = local.attachments
  policy_id = aws_organizations_policy.this[each.value.policy].id
  target_id = each.value.target
}
