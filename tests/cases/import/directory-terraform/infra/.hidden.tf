resource "x
