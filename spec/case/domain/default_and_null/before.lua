domain "a" { "integer", default = 1 }
domain "b" { "integer", null = false }
domain "c" { "text" }
model "t" { { "a", "a" }, { "b", "b" } }
