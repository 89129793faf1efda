for = m
