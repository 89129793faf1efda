variable "name" {
  type = string

  validation {
    condition     = can(regex("^[a-z]+$", var.name))
    error_message = "Letters."
  }

  validation {
    condition     = length(var.name) <= 20
    error_message = "Twenty."
  }
}

variable "suffix" {
  default = "x"

  validation {
    condition     = can(regex("[a-z]", var.suffix))
    error_message = "A letter somewhere."
  }
}

variable "boundary" {
  default = null
}

variable "unused" {
  default = null
}

resource "aws_iam_role" "a" {
  name                 = "${var.name}-${var.suffix}"
  permissions_boundary = var.boundary
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}
