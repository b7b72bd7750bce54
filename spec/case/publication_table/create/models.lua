publication "p" {}
model "t" { { "a", "integer" }, { "b", "text" }, publications = { p = { columns = { "b", "a" }, where = "a IN (1, 2)" } } }
