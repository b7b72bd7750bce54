domain "nick" { "text" }
model "t" { { "a", "nick", unique = true } }
