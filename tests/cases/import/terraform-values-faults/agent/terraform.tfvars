stage = var.team
number = upper("3")
team = "a"
