model "t" { { "a", "integer" }, checks = { positive = { "a > 0", renamed_from = "one", comment = "kept" } } }
