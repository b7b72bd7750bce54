model "p" { { "a", "integer" }, { "b", "integer" } }
