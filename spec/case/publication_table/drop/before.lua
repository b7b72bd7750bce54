publication "p" {}
model "t" { { "a", "integer" }, { "b", "text" }, publications = { p = { where = "a > 0" } } }
model "u" { { "a", "integer" }, publications = { p = true } }
