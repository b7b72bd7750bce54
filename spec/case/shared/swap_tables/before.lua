model "a" { { "id", "int", primary_key = true }, { "x", "text" } }
model "b" { { "id", "int", primary_key = true }, { "y", "text", unique = true } }
