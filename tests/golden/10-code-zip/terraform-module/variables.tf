variable "code_bucket" {
  description = "S3 bucket that holds the archive"
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.code_bucket))
    error_message = "The value of code_bucket must match ^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$."
  }
}

variable "code_kms_key_id" {
  description = "Id of the KMS key that the archive is encrypted with; none where it is not a key of your own"
  type        = string
  default     = "none"

  validation {
    condition     = can(regex("^[a-z0-9-]{4,128}$", var.code_kms_key_id))
    error_message = "The value of code_kms_key_id must match ^[a-z0-9-]{4,128}$."
  }
}
