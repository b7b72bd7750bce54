domain "positive" { "integer", renamed_from = "a", checks = { "VALUE > 0", "VALUE < 10" }, comment = "kept" }
domain "b" { "positive" }
routine "f(positive)" { returns = "positive", body = "SELECT $1" }
model "t" { { "x", "positive", default = sql "3::positive" } }
