model "t" { { "a", "integer", check = "a > 0" }, checks = { even = "a % 2 = 0" } }
