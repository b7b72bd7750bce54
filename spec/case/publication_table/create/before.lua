publication "p" {}
model "t" { { "a", "integer" }, { "b", "text" } }
