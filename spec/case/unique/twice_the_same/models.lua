model "t" { { "a", "integer", unique = true }, unique = { { "a" } } }
