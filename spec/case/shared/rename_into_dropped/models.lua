model "b" { renamed_from = "a", { "id", "int", primary_key = true } }
model "a" { { "z", "text" } }
model "c2" { renamed_from = "c", { "b_id", "int" } }
