model "p" { { "a", "integer" }, { "b", "integer" }, primary_key = { "a", "b" } }
model "c" { { "x", "integer" }, { "y", "integer" }, { "z", "integer" }, foreign_keys = { f = { columns = { "x", "z" }, references = "p", match = "full" } } }
