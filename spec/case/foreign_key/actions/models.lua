model "p" { { "id", "integer", primary_key = true } }
model "c" { { "p", "integer", references = { "p.id", on_delete = "cascade", on_update = "set null" } } }
