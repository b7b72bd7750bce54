model "p" { { "id", "text", primary_key = true } }
model "c" { { "p_id", "text", references = "p.id" } }
