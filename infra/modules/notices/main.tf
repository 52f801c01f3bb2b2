# One topic an account for alarms and findings; the operations desk subscribes to it. Encrypted, TLS only.
resource "aws_sns_topic" "this" {
  name              = "trunkline-${var.name}"
  kms_master_key_id = var.key_arn
}

resource "aws_sns_topic_policy" "this" {
  arn = aws_sns_topic.this.arn
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Sid       = "AwsOfThisAccount"
    Effect    = "Allow"
    Principal = { Service = ["cloudwatch.amazonaws.com", "events.amazonaws.com", "backup.amazonaws.com", "codestar-notifications.amazonaws.com"] }
    Action    = "sns:Publish"
    Resource  = aws_sns_topic.this.arn
    Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
    }, {
    Sid       = "TlsOnly"
    Effect    = "Deny"
    Principal = "*"
    Action    = "sns:Publish"
    Resource  = aws_sns_topic.this.arn
    Condition = { Bool = { "aws:SecureTransport" = "false" } }
  }] })
}

resource "aws_sns_topic_subscription" "people" {
  for_each  = toset(var.contacts)
  topic_arn = aws_sns_topic.this.arn
  protocol  = "email"
  endpoint  = each.key
}
