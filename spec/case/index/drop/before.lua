model "t" { { "a", "integer" }, indexes = { { "a", comment = "gone" }, { "a DESC" } } }
