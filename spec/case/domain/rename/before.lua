domain "a" { "integer", checks = { "VALUE > 0", "VALUE < 10" }, comment = "kept" }
domain "b" { "a" }
routine "f(a)" { returns = "a", body = "SELECT $1" }
model "t" { { "x", "a", default = sql "3::a" } }
