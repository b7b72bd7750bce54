model "p" { { "a", "integer", primary_key = true }, { "b", "integer", null = false, unique = true } }
model "c" { { "p", "integer", references = { "p.a", on_delete = "cascade" } } }
