enum "e2" { renamed_from = "e1", "a", "b" }
enum "e1" { renamed_from = "e2", "b", "c" }
model "t" { { "x", "e2", default = "b" }, { "y", "e1[]" } }
