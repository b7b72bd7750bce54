model "t" { { "a", "integer" }, { "b", "integer" }, indexes = { { "b", concurrently = true } } }
