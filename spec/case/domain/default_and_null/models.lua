domain "a" { "integer", null = false }
domain "b" { "integer", default = 2 }
domain "c" { "text", default = sql "lower('X')", null = false }
model "t" { { "a", "a" }, { "b", "b" } }
