a-b_C1 = 1
