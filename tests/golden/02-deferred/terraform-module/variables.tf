variable "agent_name" {
  description = "Name of the agent in AgentCore Runtime"
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z][a-zA-Z0-9_]{0,33}$", var.agent_name))
    error_message = "The value of agent_name must match ^[a-zA-Z][a-zA-Z0-9_]{0,33}$."
  }
}
