name = "reports"
