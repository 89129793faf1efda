# Every result below is what `terraform apply` computes: results of a condition, elements of a list and values of a map
# have one type.
locals {
  on = true
}

resource "aws_iam_role" "agent" {
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "bedrock-agentcore.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
  tags = {
    condition = (local.on ? 1 : "x") == "1" ? "text" : "number"
    map       = tomap({ a = 1, b = "x" }).a == "1" ? "text" : "number"
    coalesce  = coalesce(null, 3, "x") == "3" ? "text" : "number"
    distinct  = join("-", distinct([1, "1"]))
    number    = 1 == 1 ? "number" : "text"
    none      = null == "" ? "empty" : "none"
  }
}
