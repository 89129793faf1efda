variable "agent_name" {
  description = "The agent"
  type        = string
  default     = "me"

  validation {
    condition     = can(regex("^(?:[a-z]+|x)$", var.agent_name))
