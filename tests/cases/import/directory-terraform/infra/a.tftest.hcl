run "x
