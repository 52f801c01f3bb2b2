# Source → build once → dev by itself → a person → test → a person → prod. The same artifact goes the whole way.
locals {
  logs            = "/trunkline/delivery/${var.name}"
  actions         = { build = "buildspec-build.yml", deploy = "buildspec-deploy.yml" }
  codecommit_arn  = "arn:aws:codecommit:${var.region}:${var.account_id}:${var.code.repository}"
  from_codecommit = var.code.kind == "codecommit"
  pull            = ["codecommit:GetBranch", "codecommit:GetCommit", "codecommit:UploadArchive", "codecommit:GetUploadArchiveStatus", "codecommit:CancelUploadArchive", "codecommit:GitPull"]
  deploy_roles    = [for id in distinct([for stage in var.stages : stage.account_id]) : "arn:aws:iam::${id}:role/trunkline-deploy"]
}

resource "aws_cloudwatch_log_group" "this" {
  name              = local.logs
  retention_in_days = 365
  kms_key_id        = var.key_arn
}

resource "aws_iam_role" "pipeline" {
  name = "trunkline-${var.name}-pipeline"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Principal = { Service = "codepipeline.amazonaws.com" }
    Action    = "sts:AssumeRole"
    Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
  }] })
}

resource "aws_iam_role_policy" "pipeline" {
  name = "run"
  role = aws_iam_role.pipeline.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Sid = "Artifacts", Effect = "Allow", Action = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"], Resource = "${var.bucket_arn}/*" },
    { Sid = "ArtifactBucket", Effect = "Allow", Action = ["s3:GetBucketVersioning", "s3:GetBucketLocation"], Resource = var.bucket_arn },
    { Sid = "ArtifactKey", Effect = "Allow", Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = var.key_arn },
    { Sid = "Build", Effect = "Allow", Action = ["codebuild:StartBuild", "codebuild:BatchGetBuilds", "codebuild:StopBuild"], Resource = [for project in aws_codebuild_project.this : project.arn] },
    { Sid = "AskForApproval", Effect = "Allow", Action = "sns:Publish", Resource = var.topic_arn },
    { Sid = "Source", Effect = "Allow", Action = local.from_codecommit ? local.pull : ["codestar-connections:UseConnection"], Resource = local.from_codecommit ? local.codecommit_arn : coalesce(var.code.connection_arn, "none") },
  ] })
}

resource "aws_iam_role" "build" {
  name = "trunkline-${var.name}-build"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Principal = { Service = "codebuild.amazonaws.com" }
    Action    = "sts:AssumeRole"
    Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
  }] })
}

resource "aws_iam_role_policy" "build" {
  name = "build"
  role = aws_iam_role.build.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Sid = "Artifacts", Effect = "Allow", Action = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"], Resource = "${var.bucket_arn}/*" },
    { Sid = "ArtifactKey", Effect = "Allow", Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = var.key_arn },
    { Sid = "WriteLogs", Effect = "Allow", Action = ["logs:CreateLogStream", "logs:PutLogEvents"], Resource = "arn:aws:logs:${var.region}:${var.account_id}:log-group:${local.logs}:log-stream:*" },
    { Sid = "RegistryLogin", Effect = "Allow", Action = "ecr:GetAuthorizationToken", Resource = "*" },
    { Sid = "PushImages", Effect = "Allow", Action = ["ecr:BatchCheckLayerAvailability", "ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:PutImage", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:DescribeImageScanFindings"], Resource = var.repository_arns },
    { Sid = "DeployByRole", Effect = "Allow", Action = "sts:AssumeRole", Resource = local.deploy_roles },
  ] })
}

resource "aws_codebuild_project" "this" {
  for_each       = local.actions
  name           = "trunkline-${var.name}-${each.key}"
  description    = "${each.key} of ${var.name}; its steps are in delivery/${each.value}"
  service_role   = aws_iam_role.build.arn
  build_timeout  = var.build_minutes
  encryption_key = var.key_arn
  artifacts {
    type = "CODEPIPELINE"
  }
  environment {
    compute_type    = "BUILD_GENERAL1_LARGE"
    image           = "aws/codebuild/amazonlinux2-aarch64-standard:3.0"
    type            = "ARM_CONTAINER"
    privileged_mode = each.key == "build" # docker build
  }
  logs_config {
    cloudwatch_logs {
      group_name = aws_cloudwatch_log_group.this.name
    }
  }
  source {
    type      = "CODEPIPELINE"
    buildspec = "delivery/${each.value}"
  }
}

resource "aws_codepipeline" "this" {
  name           = "trunkline-${var.name}"
  role_arn       = aws_iam_role.pipeline.arn
  pipeline_type  = "V2"
  execution_mode = "QUEUED" # nobody overtakes: what was approved is what is deployed
  artifact_store {
    location = var.bucket
    type     = "S3"
    encryption_key {
      id   = var.key_arn
      type = "KMS"
    }
  }
  stage {
    name = "Source"
    action {
      name             = "Source"
      category         = "Source"
      owner            = "AWS"
      provider         = local.from_codecommit ? "CodeCommit" : "CodeStarSourceConnection"
      version          = "1"
      output_artifacts = ["source"]
      configuration = local.from_codecommit ? {
        RepositoryName       = var.code.repository
        BranchName           = var.code.branch
        PollForSourceChanges = "false"
        OutputArtifactFormat = "CODE_ZIP"
        } : {
        ConnectionArn        = coalesce(var.code.connection_arn, "none")
        FullRepositoryId     = var.code.repository
        BranchName           = var.code.branch
        OutputArtifactFormat = "CODE_ZIP"
      }
    }
  }
  stage {
    name = "Build"
    action {
      name             = "Build"
      category         = "Build"
      owner            = "AWS"
      provider         = "CodeBuild"
      version          = "1"
      input_artifacts  = ["source"]
      output_artifacts = ["release"]
      configuration    = { ProjectName = aws_codebuild_project.this["build"].name }
    }
  }
  dynamic "stage" {
    for_each = var.stages
    content {
      name = "Deploy-${stage.value.name}"
      dynamic "action" {
        for_each = stage.value.approval ? [1] : []
        content {
          name          = "Approve"
          category      = "Approval"
          owner         = "AWS"
          provider      = "Manual"
          version       = "1"
          run_order     = 1
          configuration = { NotificationArn = var.topic_arn, CustomData = "Deploy this release to ${stage.value.name}?" }
        }
      }
      action {
        name            = "Deploy"
        category        = "Build"
        owner           = "AWS"
        provider        = "CodeBuild"
        version         = "1"
        run_order       = 2
        input_artifacts = ["release"]
        configuration = {
          ProjectName = aws_codebuild_project.this["deploy"].name
          EnvironmentVariables = jsonencode([
            { name = "ENVIRONMENT", value = stage.value.name, type = "PLAINTEXT" },
            { name = "DEPLOY_ROLE", value = "arn:aws:iam::${stage.value.account_id}:role/trunkline-deploy", type = "PLAINTEXT" },
          ])
        }
      }
    }
  }
}

# CodeCommit starts a V2 pipeline by an event; polling is slower and costs more.
resource "aws_cloudwatch_event_rule" "pushed" {
  count       = local.from_codecommit ? 1 : 0
  name        = "trunkline-${var.name}-pushed"
  description = "Starts ${var.name} when ${var.code.branch} moves"
  event_pattern = jsonencode({
    source      = ["aws.codecommit"]
    detail-type = ["CodeCommit Repository State Change"]
    resources   = [local.codecommit_arn]
    detail      = { event = ["referenceCreated", "referenceUpdated"], referenceType = ["branch"], referenceName = [var.code.branch] }
  })
}

resource "aws_iam_role" "start" {
  count = local.from_codecommit ? 1 : 0
  name  = "trunkline-${var.name}-start"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Principal = { Service = "events.amazonaws.com" }
    Action    = "sts:AssumeRole"
    Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
  }] })
}

resource "aws_iam_role_policy" "start" {
  count  = local.from_codecommit ? 1 : 0
  name   = "start"
  role   = aws_iam_role.start[0].id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "StartThePipeline", Effect = "Allow", Action = "codepipeline:StartPipelineExecution", Resource = aws_codepipeline.this.arn }] })
}

resource "aws_cloudwatch_event_target" "pushed" {
  count    = local.from_codecommit ? 1 : 0
  rule     = aws_cloudwatch_event_rule.pushed[0].name
  arn      = aws_codepipeline.this.arn
  role_arn = aws_iam_role.start[0].arn
}

resource "aws_cloudwatch_event_rule" "failed" {
  name          = "trunkline-${var.name}-failed"
  description   = "Tells the desk when ${var.name} fails"
  event_pattern = jsonencode({ source = ["aws.codepipeline"], detail-type = ["CodePipeline Pipeline Execution State Change"], resources = [aws_codepipeline.this.arn], detail = { state = ["FAILED"] } })
}

resource "aws_cloudwatch_event_target" "failed" {
  rule = aws_cloudwatch_event_rule.failed.name
  arn  = var.topic_arn
}
