# Roles and policies that refer to each other and to what is outside.
variable "stage" {
  type        = string
  description = "Stage"

  validation {
    condition     = can(regex("^(?:dev|prod)$", var.stage))
    error_message = "dev or prod."
  }
}

variable "boundary" {
  type    = string
  default = "arn:aws:iam::aws:policy/PowerUserAccess"
}

variable "bucket" {
  type = object({ arn = string, prefixes = optional(list(string), []) })
  default = {
    arn = "arn:aws:s3:::variable"
  }
}

data "aws_caller_identity" "current" {}

data "aws_iam_policy" "given" {
  arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

resource "terraform_data" "outside" {
  input = "outside-${var.stage}"
}

locals {
  trusted = aws_iam_role.caller.arn
}

resource "aws_iam_role" "caller" {
  name                 = "references-${var.stage}-caller"
  path                 = "/calling/${var.stage}/"
  description          = null
  permissions_boundary = var.boundary
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = data.aws_caller_identity.current.account_id }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role" "called" {
  name        = "${aws_iam_role.caller.name}-called"
  description = "Called by ${aws_iam_role.caller.id} under ${aws_iam_role.caller.path}"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow", Principal = { AWS = [local.trusted, "arn:aws:iam::${data.aws_caller_identity.current.id}:root"] }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "sts:ExternalId" = terraform_data.outside.output } }
    }]
  })
  managed_policy_arns = [data.aws_iam_policy.given.arn, var.boundary]
}

resource "aws_iam_role_policy" "called" {
  name = "outside"
  role = aws_iam_role.called.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Action = "s3:*"
      Resource = [
        var.bucket.arn,
        "${var.bucket.arn}/${terraform_data.outside.output}/*",
        format("%s/%s/*", var.bucket.arn, upper(var.stage)),
      ]
    }]
  })
}
