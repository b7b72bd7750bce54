model "t" { { "id", "integer", primary_key = true }, { "n", "integer" }, { "s", "text" } }
