model "p" { { "id", "int", primary_key = true } }
model "c" { { "p_id", "int", references = "p.id" } }
