model "city" { { "name", "text", null = false }, { "population", "real", default = 1 }, checks = { real = "population > 0" } }
model "site" { { "altitude", "integer" } }
model "capital" { inherits = { "city", "site" }, { "state", "char(2)", unique = true }, indexes = { { "name" } } }
model "old_capital" { inherits = { "capital" } }
view "names" { "SELECT name, altitude FROM old_capital" }
