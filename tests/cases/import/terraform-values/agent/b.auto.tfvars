team = "late"
