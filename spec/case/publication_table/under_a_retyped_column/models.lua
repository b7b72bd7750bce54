publication "p" {}
model "t" { { "a", "bigint" }, { "b", "text" }, publications = { p = { where = "a > 0" } } }
