model "t" { { "a", "integer" }, { "b", "integer", null = false } }
