model "t" { { "a", "integer" }, { "b", "integer" }, { "c", "integer" }, unique = { u = { "a", "b" } } }
