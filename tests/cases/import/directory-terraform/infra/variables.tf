variable "name" {
  type    = string
  default = "agent"
}
