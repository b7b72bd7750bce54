publication "p" {}
publication "q" {}
model "t" { { "a", "integer" }, { "b", "text" }, publications = { p = { where = "a > 0" }, q = { columns = { "a", "b" } } } }
