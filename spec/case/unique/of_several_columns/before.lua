model "t" { { "a", "integer" }, { "b", "integer" }, unique = { { "a", "b" } } }
