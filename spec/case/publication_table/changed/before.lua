publication "p" {}
publication "q" {}
model "t" { { "a", "integer" }, { "b", "text" }, publications = { p = true, q = { columns = { "a" } } } }
