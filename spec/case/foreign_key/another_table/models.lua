model "p" { { "id", "integer", primary_key = true } }
model "q" { { "id", "integer", primary_key = true } }
model "c" { { "p", "integer", references = "q.id" } }
