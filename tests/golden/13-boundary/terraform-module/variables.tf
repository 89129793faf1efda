variable "boundary_name" {
  description = "Name of the managed policy that the organisation requires as permissions boundary"
  type        = string
  default     = "agent-boundary"

  validation {
    condition     = can(regex("^[A-Za-z0-9_+=,.@-]{1,128}$", var.boundary_name))
    error_message = "The value of boundary_name must match ^[A-Za-z0-9_+=,.@-]{1,128}$."
  }
}
