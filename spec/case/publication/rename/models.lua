publication "q" { renamed_from = "p" }
model "u" { renamed_from = "t", { "b", "integer", renamed_from = "a" }, publications = { q = { where = "b > 1" } } }
schema "z" { renamed_from = "s", publications = { q = true } }
