# Snowflake reads what is published for it, and nothing else: one role, one external id, one prefix.
resource "aws_iam_role" "this" {
  name                 = "trunkline-${var.environment}-snowflake"
  max_session_duration = 3600
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Principal = { AWS = "arn:aws:iam::${var.snowflake_account}:root" }
    Action    = "sts:AssumeRole"
    Condition = { StringEquals = { "sts:ExternalId" = var.external_id } }
  }] })
}

resource "aws_iam_role_policy" "this" {
  name = "read"
  role = aws_iam_role.this.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Sid = "ReadPublished", Effect = "Allow", Action = ["s3:GetObject", "s3:GetObjectVersion"], Resource = "${var.lake_arn}/${var.prefix}*" },
    { Sid = "ListPublished", Effect = "Allow", Action = "s3:ListBucket", Resource = var.lake_arn, Condition = { StringLike = { "s3:prefix" = ["${var.prefix}*"] } } },
    { Sid = "FindTheBucket", Effect = "Allow", Action = "s3:GetBucketLocation", Resource = var.lake_arn },
    { Sid = "Decrypt", Effect = "Allow", Action = "kms:Decrypt", Resource = var.data_key_arn, Condition = { StringEquals = { "kms:ViaService" = "s3.${var.region}.amazonaws.com" } } },
  ] })
}
