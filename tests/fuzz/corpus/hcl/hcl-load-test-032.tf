a = [1,
b = 2
resource "x" {
  y = 1 2
  z = "abc
  w = f({
    a = ,
  })
  v = 5 5
}
}
c = <<EOT
