model "t" { { "a", "integer" }, checks = { positive = { "a > 0", not_valid = true } } }
