model "p" { { "a", "int", null = false }, { "b", "int", null = false }, primary_key = { "a" } }
model "c" { { "p", "int", references = "p.a" } }
