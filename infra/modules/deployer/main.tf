# What the delivery account may do here, and nothing more: register a task definition, start a deployment, look.
resource "aws_iam_role" "this" {
  name = "trunkline-deploy"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Principal = { AWS = "arn:aws:iam::${var.delivery_account_id}:root" }
    Action    = "sts:AssumeRole"
    Condition = { ArnLike = { "aws:PrincipalArn" = "arn:aws:iam::${var.delivery_account_id}:role/trunkline-*-build" } }
  }] })
}

resource "aws_iam_role_policy" "this" {
  name = "deploy"
  role = aws_iam_role.this.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Sid = "RegisterTaskDefinitions", Effect = "Allow", Action = ["ecs:RegisterTaskDefinition", "ecs:DescribeTaskDefinition"], Resource = "*" },
    { Sid = "UpdateServices", Effect = "Allow", Action = ["ecs:UpdateService", "ecs:DescribeServices"], Resource = "arn:aws:ecs:${var.region}:${var.account_id}:service/trunkline-*/*" },
    { Sid = "RunMigrations", Effect = "Allow", Action = ["ecs:RunTask", "ecs:DescribeTasks"], Resource = ["arn:aws:ecs:${var.region}:${var.account_id}:task-definition/trunkline-*", "arn:aws:ecs:${var.region}:${var.account_id}:task/trunkline-*/*"] },
    { Sid = "BlueGreen", Effect = "Allow", Action = ["codedeploy:CreateDeployment", "codedeploy:GetDeployment", "codedeploy:StopDeployment", "codedeploy:GetDeploymentConfig", "codedeploy:RegisterApplicationRevision", "codedeploy:GetApplicationRevision"], Resource = ["arn:aws:codedeploy:${var.region}:${var.account_id}:application:trunkline-*", "arn:aws:codedeploy:${var.region}:${var.account_id}:deploymentgroup:trunkline-*/*", "arn:aws:codedeploy:${var.region}:${var.account_id}:deploymentconfig:*"] },
    { Sid = "HandTaskRoles", Effect = "Allow", Action = "iam:PassRole", Resource = "arn:aws:iam::${var.account_id}:role/trunkline-*", Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } } },
  ] })
}
