model "t" { { "a", "integer" }, primary_key = { "a", comment = "the key" } }
