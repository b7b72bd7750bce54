model "t" { { "id", "integer", unique = { with = { fillfactor = 80, deduplicate_items = false } } } }
