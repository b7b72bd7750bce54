model "t" { { "a", "integer" }, { "b", "integer", primary_key = true } }
