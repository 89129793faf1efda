a = 1
b "c" d {
}
b { e = 1 }
f {}