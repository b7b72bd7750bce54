model "t" { { "a", "integer", unique = true } }
