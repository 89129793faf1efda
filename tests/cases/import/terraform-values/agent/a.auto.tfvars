team = "early"
