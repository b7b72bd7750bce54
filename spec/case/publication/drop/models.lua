model "t" { { "a", "integer" } }
