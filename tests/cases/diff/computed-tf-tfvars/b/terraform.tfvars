name = "payroll"
