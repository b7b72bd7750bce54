model "t" { { "a", "integer", unique = true }, { "b", "integer" } }
