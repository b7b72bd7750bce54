model "t" { { "a", "integer" }, { "b", "integer" }, unique = { one = { "a" }, { "b", name = "two" } } }
