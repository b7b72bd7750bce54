model "p" { { "a", "integer", null = false, unique = true }, { "b", "integer", primary_key = true } }
model "c" { { "p", "integer", references = { "p.a", on_delete = "cascade" } } }
