variable "memory_id" {
  description = "Id of the memory in AgentCore Memory"
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z][a-zA-Z0-9_-]{0,99}-[a-zA-Z0-9]{10}$", var.memory_id))
    error_message = "The value of memory_id must match ^[a-zA-Z][a-zA-Z0-9_-]{0,99}-[a-zA-Z0-9]{10}$."
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
