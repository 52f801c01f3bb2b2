# One registry for all accounts: an image is built once here and pulled by dev, test and production as it is.
locals {
  pull = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability"]
}

resource "aws_ecr_repository" "this" {
  for_each             = toset(var.names)
  name                 = "trunkline/${each.key}"
  image_tag_mutability = "IMMUTABLE"
  image_scanning_configuration {
    scan_on_push = true
  }
  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = var.key_arn
  }
}

resource "aws_ecr_repository_policy" "this" {
  for_each   = aws_ecr_repository.this
  repository = each.value.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Sid       = "RunningAccountsPull"
    Effect    = "Allow"
    Principal = { AWS = [for id in var.pulled_by : "arn:aws:iam::${id}:root"] }
    Action    = local.pull
  }] })
}

resource "aws_ecr_lifecycle_policy" "this" {
  for_each   = aws_ecr_repository.this
  repository = each.value.name
  policy = jsonencode({ rules = [{
    rulePriority = 1
    description  = "The last hundred builds: enough to go back to any that ran this quarter"
    selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 100 }
    action       = { type = "expire" }
  }] })
}

# Inspector looks at images again whenever a new weakness is known, not only when they are pushed.
resource "aws_ecr_registry_scanning_configuration" "this" {
  scan_type = "ENHANCED"
  rule {
    scan_frequency = "CONTINUOUS_SCAN"
    repository_filter {
      filter      = "trunkline/*"
      filter_type = "WILDCARD"
    }
  }
}
