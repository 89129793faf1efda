variable "bucket" {
  type = string

  validation {
    condition     = can(regex("^[^a-zA-Z0-9 -~]+x{9}$", var.bucket))
    error_message = "The value of bucket must match ^[^a-zA-Z0-9 -~]+x{9}$."
  }
}
