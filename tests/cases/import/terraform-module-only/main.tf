module "role" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role"
  name   = "agent"
}
