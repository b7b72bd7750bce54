model "t" { { "a", "integer", check = "a > 0" }, checks = { { "a < 9", comment = "small" } } }
