enum "e" { "a" }
model "t" { { "a", "integer", unique = true, check = "a > 0" }, indexes = { { "a" } } }
