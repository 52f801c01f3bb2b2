variable "environment" {
  description = "dev, test or prod."
  type        = string
  validation {
    condition     = contains(["dev", "test", "prod"], var.environment)
    error_message = "environment is dev, test or prod."
  }
}

variable "network" {
  description = "Output of 30-network."
  type = object({
    vpcs    = map(object({ id = string, cidr = string, subnet_ids = map(list(string)) }))
    zone_id = string
  })
}

variable "delivery" {
  description = "Output of 50-delivery."
  type        = object({ image_urls = map(string), image_arns = map(string) })
}

variable "warehouse" {
  description = "Output of 60-warehouse of the same environment."
  type        = object({ landing_bucket = string, landing_arn = string, landing_key_arn = string })
}

variable "identity_provider" {
  description = "Who issues the tokens that the services check."
  type        = object({ issuer = string, jwks_uri = string, token_url = string })
  default = {
    issuer    = "https://login.telco.example"
    jwks_uri  = "https://login.telco.example/.well-known/jwks.json"
    token_url = "https://login.telco.example/oauth2/token"
  }
  validation {
    condition     = startswith(var.identity_provider.jwks_uri, "https://") && startswith(var.identity_provider.token_url, "https://")
    error_message = "jwks_uri and token_url begin with https://."
  }
}
