model "t" { { "a", "integer" }, primary_key = { "a", comment = "the only key" } }
