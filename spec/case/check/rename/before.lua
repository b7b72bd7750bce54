model "t" { { "a", "integer" }, checks = { one = { "a > 0", comment = "kept" } } }
