# The only way in: Route 53 → certificate → WAF → REST API → VPC link → internal NLB. A REST API, because WAF
# cannot stand in front of an HTTP API. One path a route of contracts/edge/routes.yaml; everything else is 404 here.
locals {
  logs = "/trunkline/${var.environment}/edge"
  integration = {
    type                = "http_proxy"
    httpMethod          = "ANY"
    connectionType      = "VPC_LINK"
    connectionId        = aws_api_gateway_vpc_link.this.id
    timeoutInMillis     = 29000
    passthroughBehavior = "when_no_match"
  }
  paths = merge(
    { for prefix in var.prefixes : prefix => { x-amazon-apigateway-any-method = {
      responses                         = {}
      x-amazon-apigateway-integration   = merge(local.integration, { uri = "https://${var.internal_host}${prefix}" })
      x-amazon-apigateway-auth          = { type = "NONE" } # each service checks the token itself, as it does everywhere
      x-amazon-apigateway-documentation = prefix
    } } },
    { for prefix in var.prefixes : "${prefix}/{proxy+}" => { x-amazon-apigateway-any-method = {
      parameters = [{ name = "proxy", in = "path", required = true, schema = { type = "string" } }]
      responses  = {}
      x-amazon-apigateway-integration = merge(local.integration, {
        uri               = "https://${var.internal_host}${prefix}/{proxy}"
        requestParameters = { "integration.request.path.proxy" = "method.request.path.proxy" }
      })
    } } },
  )
  managed_rules = {
    AWSManagedRulesAmazonIpReputationList = 1
    AWSManagedRulesCommonRuleSet          = 2
    AWSManagedRulesKnownBadInputsRuleSet  = 3
    AWSManagedRulesSQLiRuleSet            = 4
  }
}

resource "aws_acm_certificate" "this" {
  domain_name       = var.host
  validation_method = "DNS"
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route53_record" "validation" {
  zone_id         = var.zone_id
  name            = tolist(aws_acm_certificate.this.domain_validation_options)[0].resource_record_name
  type            = tolist(aws_acm_certificate.this.domain_validation_options)[0].resource_record_type
  records         = [tolist(aws_acm_certificate.this.domain_validation_options)[0].resource_record_value]
  ttl             = 300
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "this" {
  certificate_arn         = aws_acm_certificate.this.arn
  validation_record_fqdns = [aws_route53_record.validation.fqdn]
}

resource "aws_api_gateway_vpc_link" "this" {
  name        = "trunkline-${var.environment}"
  target_arns = [var.nlb_arn]
}

resource "aws_api_gateway_rest_api" "this" {
  name                         = "trunkline-${var.environment}"
  description                  = "TM Forum Open APIs"
  disable_execute_api_endpoint = true # only by our own name, so that WAF and TLS policy cannot be walked around
  binary_media_types           = ["application/x-ndjson"]
  endpoint_configuration {
    types = ["REGIONAL"]
  }
  body = jsonencode({
    openapi = "3.0.1"
    info    = { title = "trunkline-${var.environment}", version = "1" }
    paths   = local.paths
  })
}

# Prefixes go in by name: the link's id, known only after apply, must not hide a change of routes.
resource "aws_api_gateway_deployment" "this" {
  rest_api_id = aws_api_gateway_rest_api.this.id
  triggers    = { routes = sha1(jsonencode(concat(var.prefixes, [var.internal_host]))) }
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudwatch_log_group" "this" {
  name              = local.logs
  retention_in_days = var.log_days
  kms_key_id        = var.log_key_arn
}

resource "aws_api_gateway_stage" "this" {
  rest_api_id          = aws_api_gateway_rest_api.this.id
  deployment_id        = aws_api_gateway_deployment.this.id
  stage_name           = "live"
  xray_tracing_enabled = true
  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.this.arn
    # No query string, no body, no token: they carry personal data.
    format = jsonencode({ requestId = "$context.requestId", ip = "$context.identity.sourceIp", method = "$context.httpMethod", resource = "$context.resourcePath",
    status = "$context.status", bytes = "$context.responseLength", millis = "$context.responseLatency", trace = "$context.xrayTraceId", waf = "$context.wafResponseCode" })
  }
}

resource "aws_api_gateway_method_settings" "all" {
  rest_api_id = aws_api_gateway_rest_api.this.id
  stage_name  = aws_api_gateway_stage.this.stage_name
  method_path = "*/*"
  settings {
    metrics_enabled        = true
    logging_level          = "ERROR"
    data_trace_enabled     = false # bodies are customers' data
    throttling_rate_limit  = var.requests_per_second
    throttling_burst_limit = var.requests_per_second * 2
  }
}

resource "aws_api_gateway_domain_name" "this" {
  domain_name              = var.host
  regional_certificate_arn = aws_acm_certificate_validation.this.certificate_arn
  security_policy          = "TLS_1_2"
  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_base_path_mapping" "this" {
  api_id      = aws_api_gateway_rest_api.this.id
  stage_name  = aws_api_gateway_stage.this.stage_name
  domain_name = aws_api_gateway_domain_name.this.domain_name
}

resource "aws_route53_record" "this" {
  zone_id = var.zone_id
  name    = var.host
  type    = "A"
  alias {
    name                   = aws_api_gateway_domain_name.this.regional_domain_name
    zone_id                = aws_api_gateway_domain_name.this.regional_zone_id
    evaluate_target_health = true
  }
}

resource "aws_wafv2_web_acl" "this" {
  name        = "trunkline-${var.environment}"
  description = "What may not even reach the API"
  scope       = "REGIONAL"
  default_action {
    allow {}
  }
  rule {
    name     = "rate"
    priority = 0
    action {
      block {}
    }
    statement {
      rate_based_statement {
        limit                 = var.requests_per_address
        evaluation_window_sec = 300
        aggregate_key_type    = "IP"
      }
    }
    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "rate"
      sampled_requests_enabled   = false
    }
  }
  dynamic "rule" {
    for_each = local.managed_rules
    content {
      name     = rule.key
      priority = rule.value
      override_action {
        none {}
      }
      statement {
        managed_rule_group_statement {
          name        = rule.key
          vendor_name = "AWS"
          # A TMF body is often larger than the 8 KiB at which this rule blocks; the services bound it themselves.
          dynamic "rule_action_override" {
            for_each = rule.key == "AWSManagedRulesCommonRuleSet" ? ["SizeRestrictions_BODY"] : []
            content {
              name = rule_action_override.value
              action_to_use {
                count {}
              }
            }
          }
        }
      }
      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = rule.key
        sampled_requests_enabled   = false
      }
    }
  }
  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "edge"
    sampled_requests_enabled   = false
  }
}

resource "aws_wafv2_web_acl_association" "this" {
  resource_arn = aws_api_gateway_stage.this.arn
  web_acl_arn  = aws_wafv2_web_acl.this.arn
}

resource "aws_cloudwatch_log_group" "waf" {
  name              = "aws-waf-logs-trunkline-${var.environment}" # AWS demands this beginning
  retention_in_days = var.log_days
  kms_key_id        = var.log_key_arn
}

resource "aws_wafv2_web_acl_logging_configuration" "this" {
  resource_arn            = aws_wafv2_web_acl.this.arn
  log_destination_configs = [aws_cloudwatch_log_group.waf.arn]
  redacted_fields {
    single_header {
      name = "authorization"
    }
  }
  redacted_fields {
    query_string {}
  }
  logging_filter {
    default_behavior = "DROP"
    filter {
      behavior    = "KEEP"
      requirement = "MEETS_ANY"
      condition {
        action_condition {
          action = "BLOCK"
        }
      }
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "trunkline-${var.environment}-edge-errors"
  alarm_description   = "The edge answers more than 1 % with 5xx. Owner: customer-team. Runbook: edge-errors."
  namespace           = "AWS/ApiGateway"
  metric_name         = "5XXError"
  dimensions          = { ApiName = aws_api_gateway_rest_api.this.name, Stage = aws_api_gateway_stage.this.stage_name }
  statistic           = "Average"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0.01
  period              = 60
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}
