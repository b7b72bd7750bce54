model "t" { { "a", "integer" }, primary_key = { "a", name = "key_of_t" } }
