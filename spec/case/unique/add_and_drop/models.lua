model "t" { { "a", "integer" }, { "b", "integer", unique = true } }
