publication "p" { comment = "old" }
model "t" { { "a", "integer" }, publications = { p = true } }
