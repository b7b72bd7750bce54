enum "e" { "a", "b" }
model "t" { { "x", "e", default = "b" } }
