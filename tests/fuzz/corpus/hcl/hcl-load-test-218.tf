<<-EOT
  a
    b
  EOT