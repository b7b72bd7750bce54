enum "e" { "y", "x" }
composite "c" { { "new", "text" }, { "b", "e" }, { "first", "integer", renamed_from = "a" } }
domain "d" { "c" }
model "t" { { "c", "c" }, { "d", "d" } }
