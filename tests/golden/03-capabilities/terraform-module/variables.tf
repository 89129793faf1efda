variable "memory_id" {
  description = "Id of the memory in AgentCore Memory"
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z][a-zA-Z0-9_-]{0,99}-[a-zA-Z0-9]{10}$", var.memory_id))
    error_message = "The value of memory_id must match ^[a-zA-Z][a-zA-Z0-9_-]{0,99}-[a-zA-Z0-9]{10}$."
  }
}
