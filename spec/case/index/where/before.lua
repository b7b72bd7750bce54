model "t" { { "a", "integer" }, { "b", "text" }, indexes = { i = { "a", where = "b = 'x'" }, j = { "a" } } }
