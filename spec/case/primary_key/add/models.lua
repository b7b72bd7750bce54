model "t" { { "a", "integer", primary_key = true }, { "b", "integer" } }
