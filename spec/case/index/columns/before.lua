model "t" { { "a", "integer" }, { "b", "integer" }, indexes = { i = { "a" }, j = { "a", "b" } } }
