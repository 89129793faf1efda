variable "issuer" {
  type        = string
  description = "Host of the issuer"

  validation {
    condition     = can(regex("^(?:a|b)\\.example\\.com$", var.issuer))
    error_message = "a or b."
  }
}

resource "aws_iam_role" "a" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/${var.issuer}" }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        StringEquals = {
          "${var.issuer}:aud" = "sts.amazonaws.com"
          (format("%s:%s", var.issuer, "sub")) = ["x", "y"]
        }
      }
    }]
  })
}
