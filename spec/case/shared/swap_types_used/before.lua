enum "e1" { "a", "b" }
enum "e2" { "b", "c" }
model "t" { { "x", "e1", default = "b" }, { "y", "e2[]" } }
