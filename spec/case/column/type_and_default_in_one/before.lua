enum "e" { "a", "b" }
model "t" { { "x", "text", default = "a" } }
