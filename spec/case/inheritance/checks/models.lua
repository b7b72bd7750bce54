model "city" { { "size", "integer" }, checks = { a = "size > 5", new = "size > 2", own = { "size > 3", no_inherit = true } } }
model "capital" { inherits = { "city" }, checks = { theirs = "size > 100" } }
