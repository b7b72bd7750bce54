model "t" { { "a", "integer", unique = true }, { "b", "integer" }, unique = { { "a", "b" } } }
