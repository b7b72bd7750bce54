enum "e" { { "b", renamed_from = "a" }, { "a", renamed_from = "b" } }
model "t" { { "x", "e" } }
