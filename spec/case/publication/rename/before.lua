publication "p" {}
model "t" { { "a", "integer" }, publications = { p = { where = "a > 1" } } }
schema "s" { publications = { p = true } }
