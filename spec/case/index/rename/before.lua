model "t" { { "a", "integer" }, indexes = { i = { "a", comment = "kept" } } }
