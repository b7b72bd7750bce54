publication "p" {}
publication "q" { publish = { "truncate", "insert" }, comment = "new" }
publication "r" { all_tables = true, comment = "all of it" }
model "t" { { "a", "integer" }, publications = { q = true } }
