domain "a" { "integer", checks = { "VALUE > 0" } }
domain "b" { "a", comment = "gone too" }
model "t" { { "x", "a" }, { "y", "b" } }
