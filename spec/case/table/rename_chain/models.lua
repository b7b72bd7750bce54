model "b" { renamed_from = "a", { "x", "integer", primary_key = true } }
model "c" { renamed_from = "b", { "x", "integer", primary_key = true } }
model "a" { renamed_from = "c", { "x", "integer", primary_key = true } }
