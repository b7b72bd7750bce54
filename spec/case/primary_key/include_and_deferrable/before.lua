model "t" { { "a", "integer" }, { "b", "text" }, primary_key = { "a", include = { "b" } } }
