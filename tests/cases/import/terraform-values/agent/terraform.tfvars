stage  = "prod"
team   = "first"
number = 3
others = ["not declared"]
