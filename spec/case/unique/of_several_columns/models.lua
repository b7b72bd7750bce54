model "t" { { "a", "integer" }, { "b", "integer" }, unique = { { "b", "a" } } }
