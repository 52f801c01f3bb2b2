# What each account may cost a month, and a word when it heads past that; beside it, AWS's own sense for the unusual.
resource "aws_budgets_budget" "this" {
  for_each     = var.accounts
  name         = "trunkline-${each.key}"
  budget_type  = "COST"
  time_unit    = "MONTHLY"
  limit_amount = tostring(each.value.limit)
  limit_unit   = var.currency
  cost_filter {
    name   = "LinkedAccount"
    values = [each.value.id]
  }
  dynamic "notification" {
    for_each = { 80 = "ACTUAL", 100 = "FORECASTED" }
    content {
      comparison_operator        = "GREATER_THAN"
      threshold                  = tonumber(notification.key)
      threshold_type             = "PERCENTAGE"
      notification_type          = notification.value
      subscriber_email_addresses = [var.contact]
    }
  }
}

resource "aws_ce_anomaly_monitor" "this" {
  name              = "trunkline-services"
  monitor_type      = "DIMENSIONAL"
  monitor_dimension = "SERVICE"
}

resource "aws_ce_anomaly_subscription" "this" {
  name             = "trunkline-anomalies"
  frequency        = "DAILY"
  monitor_arn_list = [aws_ce_anomaly_monitor.this.arn]
  subscriber {
    type    = "EMAIL"
    address = var.contact
  }
  threshold_expression {
    dimension {
      key           = "ANOMALY_TOTAL_IMPACT_ABSOLUTE"
      match_options = ["GREATER_THAN_OR_EQUAL"]
      values        = [tostring(var.anomaly)]
    }
  }
}
