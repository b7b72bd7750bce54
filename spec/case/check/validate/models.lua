model "t" { { "a", "integer" }, checks = { positive = "a > 0" } }
