model "t" { { "x", "integer" } }
