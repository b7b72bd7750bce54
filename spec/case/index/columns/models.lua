model "t" { { "a", "integer" }, { "b", "integer" }, indexes = { i = { "a DESC" }, j = { "b", "a" } } }
