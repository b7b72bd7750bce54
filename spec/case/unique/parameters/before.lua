model "t" { { "id", "integer", unique = { with = { fillfactor = 70 } } } }
