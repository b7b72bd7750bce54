model "t" { { "a", "integer" }, { "b", "integer" }, indexes = { gone = { "a", concurrently = true } } }
