merge(
  {
    a = var.x
  },
  var.x,
)