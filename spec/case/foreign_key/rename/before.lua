model "p" { { "id", "integer", primary_key = true } }
model "c" { { "p", "integer", references = { "p.id", name = "one" } } }
