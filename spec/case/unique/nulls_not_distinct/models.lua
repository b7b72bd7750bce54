model "t" { { "a", "integer", unique = { nulls_distinct = false } } }
