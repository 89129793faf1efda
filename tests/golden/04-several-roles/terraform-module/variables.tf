variable "agent_name" {
  description = "Name of the agent in AgentCore Runtime"
  type        = string
  default     = "orders"

  validation {
    condition     = can(regex("^[a-zA-Z][a-zA-Z0-9_]{0,33}$", var.agent_name))
    error_message = "The value of agent_name must match ^[a-zA-Z][a-zA-Z0-9_]{0,33}$."
  }
}

variable "code_bucket" {
  description = "S3 bucket that holds the zip archive of the agent"
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.code_bucket))
    error_message = "The value of code_bucket must match ^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$."
  }
}

variable "gateway_id" {
  description = "Id of the gateway in AgentCore Gateway"
  type        = string

  validation {
    condition     = can(regex("^[0-9a-z][0-9a-z-]{0,199}-[0-9a-z]{10}$", var.gateway_id))
    error_message = "The value of gateway_id must match ^[0-9a-z][0-9a-z-]{0,199}-[0-9a-z]{10}$."
  }
}
