locals {
  roles    = ["reader", "writer"]
  accounts = ["222222222222", "111111111111"]
  pairs    = { for pair in setproduct(local.roles, local.accounts) : "${pair[0]}-${pair[1]}" => pair }
}

resource "aws_iam_role" "a" {
  for_each    = local.pairs
  name        = each.key
  description = can(each.value[2]) ? "three" : jsonencode(toset([10, 9]))
  tags = {
    first    = sort(local.accounts)[0]
    last     = reverse(sort(local.accounts))[0]
    range    = join("/", range(1, 4))
    sliced   = join("/", slice(local.roles, 1, 2))
    union    = join("/", setunion(local.roles, ["owner"]))
    common   = join("/", setintersection(local.roles, ["writer", "owner"]))
    less     = join("/", setsubtract(local.roles, ["writer"]))
    either   = join("/", coalescelist([], local.roles))
    place    = index(local.roles, each.value[0])
    contains = strcontains(each.key, "write")
    truths   = "${alltrue([true, true])} ${anytrue([false])}"
  }
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = each.value[1] }, Action = "sts:AssumeRole" }]
  })
}
