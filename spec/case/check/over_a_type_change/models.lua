model "t" { { "a", "bigint", check = "a > 0" }, checks = { even = "a % 2 = 0" } }
