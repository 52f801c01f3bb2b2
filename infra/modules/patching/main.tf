# Instances patch themselves in a window: outside production first, production days later with what was proved there.
resource "aws_ssm_patch_baseline" "this" {
  name                                 = "trunkline-${var.name}"
  description                          = "Security patches after ${var.approve_after_days} days"
  operating_system                     = "AMAZON_LINUX_2023"
  approved_patches_enable_non_security = false
  approval_rule {
    approve_after_days = var.approve_after_days
    compliance_level   = "CRITICAL"
    patch_filter {
      key    = "CLASSIFICATION"
      values = ["Security"]
    }
    patch_filter {
      key    = "SEVERITY"
      values = ["Critical", "Important"]
    }
  }
  approval_rule {
    approve_after_days = var.approve_after_days + 7
    compliance_level   = "MEDIUM"
    patch_filter {
      key    = "CLASSIFICATION"
      values = ["Bugfix", "Security"]
    }
  }
}

resource "aws_ssm_patch_group" "this" {
  baseline_id = aws_ssm_patch_baseline.this.id
  patch_group = var.name
}

resource "aws_ssm_maintenance_window" "this" {
  name                       = "trunkline-${var.name}"
  schedule                   = var.schedule
  schedule_timezone          = var.zone
  duration                   = 3
  cutoff                     = 1
  allow_unassociated_targets = false
}

resource "aws_ssm_maintenance_window_target" "this" {
  window_id     = aws_ssm_maintenance_window.this.id
  name          = "instances"
  resource_type = "INSTANCE"
  targets {
    key    = "tag:PatchGroup"
    values = [var.name]
  }
}

resource "aws_ssm_maintenance_window_task" "install" {
  window_id       = aws_ssm_maintenance_window.this.id
  name            = "install-patches"
  task_type       = "RUN_COMMAND"
  task_arn        = "AWS-RunPatchBaseline"
  priority        = 1
  max_concurrency = "1" # one instance after the other: the cluster goes on working
  max_errors      = "0"
  targets {
    key    = "WindowTargetIds"
    values = [aws_ssm_maintenance_window_target.this.id]
  }
  task_invocation_parameters {
    run_command_parameters {
      comment         = "Install approved patches, reboot if one needs it"
      timeout_seconds = 3600
      parameter {
        name   = "Operation"
        values = ["Install"]
      }
      parameter {
        name   = "RebootOption"
        values = ["RebootIfNeeded"]
      }
    }
  }
}

# What is missing is known every day, not only in the window.
resource "aws_ssm_association" "scan" {
  name                = "AWS-RunPatchBaseline"
  association_name    = "trunkline-scan"
  schedule_expression = "rate(1 day)"
  compliance_severity = "HIGH"
  parameters          = { Operation = "Scan" }
  targets {
    key    = "tag:PatchGroup"
    values = [var.name]
  }
}

resource "aws_ssm_association" "agent" {
  name                = "AWS-UpdateSSMAgent"
  association_name    = "trunkline-agent"
  schedule_expression = "rate(7 days)"
  targets {
    key    = "tag:PatchGroup"
    values = [var.name]
  }
}
