variable "environment" {
  description = "dev, test or prod."
  type        = string
  validation {
    condition     = contains(["dev", "test", "prod"], var.environment)
    error_message = "environment is dev, test or prod."
  }
}

variable "name" {
  description = "Name of the service, as in accounts.yaml."
  type        = string
}

variable "account_id" {
  description = "Account that it runs in."
  type        = string
}

variable "region" {
  description = "Its region."
  type        = string
}

variable "image" {
  description = "Image of the first deployment; later ones are the pipeline's."
  type        = string
}

variable "collector_image" {
  description = "Image of the OpenTelemetry collector."
  type        = string
}

variable "image_repository_arns" {
  description = "Repositories of both."
  type        = list(string)
}

variable "cpu" {
  description = "CPU units of a task."
  type        = number
  validation {
    condition     = contains([256, 512, 1024, 2048, 4096], var.cpu)
    error_message = "cpu is one of the sizes that Fargate has: 256, 512, 1024, 2048, 4096."
  }
}

variable "memory" {
  description = "Memory of a task in MiB."
  type        = number
  validation {
    condition     = var.memory >= 512 && var.memory % 512 == 0
    error_message = "memory is a multiple of 512 MiB."
  }
}

variable "port" {
  description = "Port that the service listens on."
  type        = number
}

variable "scale" {
  description = "Tasks at least and at most."
  type        = object({ least = number, most = number })
  validation {
    condition     = var.scale.least >= 1 && var.scale.most >= var.scale.least
    error_message = "scale.least is 1 or more, scale.most not less."
  }
}

variable "spot" {
  description = "Whether tasks run on Fargate Spot: cheaper, stopped with two minutes' notice."
  type        = bool
}

variable "deployment" {
  description = "rolling (with circuit breaker) or blue_green (CodeDeploy)."
  type        = string
  validation {
    condition     = contains(["rolling", "blue_green"], var.deployment)
    error_message = "deployment is rolling or blue_green."
  }
}

variable "hours" {
  description = "cron(…) of the start and the stop of each day; null runs always."
  type        = object({ start = string, stop = string, zone = string })
  default     = null
}

variable "prefixes" {
  description = "Paths of the service; none for one that nobody calls yet."
  type        = list(string)
}

variable "priority" {
  description = "First priority of its listener rules; each service has 20."
  type        = number
}

variable "settings" {
  description = "Plain settings, by the name of the environment variable."
  type        = map(string)
}

variable "parameters" {
  description = "Settings from Parameter Store: ARNs by the name of the environment variable."
  type        = map(string)
}

variable "secrets" {
  description = "Secrets beside the database's: ARNs by the name of the environment variable."
  type        = map(string)
}

variable "cluster_arn" {
  description = "ECS cluster."
  type        = string
}

variable "cluster_name" {
  description = "Its name."
  type        = string
}

variable "vpc_id" {
  description = "Network."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets."
  type        = list(string)
}

variable "listener_arn" {
  description = "The ALB's listener."
  type        = string
}

variable "alb_security_group_id" {
  description = "The ALB's security group."
  type        = string
}

variable "alb_arn_suffix" {
  description = "The ALB in CloudWatch's metrics."
  type        = string
}

variable "database_security_group_id" {
  description = "Aurora's security group."
  type        = string
}

variable "landing_arn" {
  description = "Landing bucket of the warehouse."
  type        = string
}

variable "landing_key_arn" {
  description = "Its key."
  type        = string
}

variable "secret_key_arn" {
  description = "Key of the secrets."
  type        = string
}

variable "log_key_arn" {
  description = "Key of the logs."
  type        = string
}

variable "log_days" {
  description = "How long logs are kept."
  type        = number
}

variable "rotation_lambda_arn" {
  description = "Function that rotates database secrets."
  type        = string
}

variable "alarm_topic_arn" {
  description = "Where alarms go."
  type        = string
}
