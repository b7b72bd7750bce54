enum "e" { "x", "y" }
composite "c" { { "a", "integer" }, { "b", "e" }, { "gone", "text" } }
domain "d" { "c" }
model "t" { { "c", "c" }, { "d", "d" } }
