v = a ? {
  b = 1
  } : f([for c in d : {
    e = "${g({
      h = 1
    })}i"
}]...)
