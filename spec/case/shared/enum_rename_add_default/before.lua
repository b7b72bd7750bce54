enum "e" { "a", "b" }
model "t" { { "x", "e", default = "a" }, indexes = { { "x", where = "x = 'a'" } } }
