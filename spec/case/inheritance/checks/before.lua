model "city" { { "size", "integer" }, checks = { a = "size > 0", gone = "size > 1" } }
model "capital" { inherits = { "city" } }
