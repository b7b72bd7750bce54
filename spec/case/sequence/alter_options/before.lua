sequence "s" { start = 5, increment = 2, cycle = true, cache = 3 }
