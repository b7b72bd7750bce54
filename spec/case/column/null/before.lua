model "t" { { "a", "integer", null = false }, { "b", "integer" } }
