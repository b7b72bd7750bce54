model "t" { { "a", "integer" }, indexes = { by_a = { "a", renamed_from = "i", comment = "kept" } } }
