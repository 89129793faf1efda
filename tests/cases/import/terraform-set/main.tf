variable "stage" {
  type = string
  validation {
   condition = can(regex("^(dev|prod)$", var.stage))
   error_message = "no"
   }
}
variable "n" {
  type    = number
  default = 1
}
variable "names" { type = set(string) }
variable "flag" { type = bool }
resource "aws_iam_role" "r" {
  count = var.flag ? 1 : 0
  name = "r-${var.stage}"
  assume_role_policy = jsonencode({Version = "2012-10-17", Statement = [{Effect = "Allow", Principal = {Service = "lambda.amazonaws.com"}, Action = "sts:AssumeRole"}]})
}
resource "aws_iam_role_policy" "p" {
  for_each = var.names
  role = aws_iam_role.r[0].name
  name = each.key
  policy = jsonencode({Version = "2012-10-17", Statement = [{Effect = "Allow", Action = "s3:GetObject", Resource = var.stage == "prod" ? ["arn:aws:s3:::p"] : ["arn:aws:s3:::d", "arn:aws:s3:::${var.stage}"]}]})
}
