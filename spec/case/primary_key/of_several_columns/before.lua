model "t" { { "a", "integer" }, { "b", "integer" }, { "c", "integer" }, primary_key = { "a", "b" } }
