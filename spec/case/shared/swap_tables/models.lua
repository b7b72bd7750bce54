model "b" { renamed_from = "a", { "id", "int", primary_key = true }, { "x", "text" } }
model "a" { renamed_from = "b", { "id", "int", primary_key = true }, { "y", "text", unique = true } }
