model "a" { { "id", "int", primary_key = true } }
model "b" { { "id", "int", primary_key = true }, { "a_id", "int", references = "a.id" } }
model "c" { { "b_id", "int", references = "b.id" } }
