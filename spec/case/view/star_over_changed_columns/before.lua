model "t" { { "a", "integer" }, { "b", "integer" } }
