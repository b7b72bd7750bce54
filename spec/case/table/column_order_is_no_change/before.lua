model "t" { { "a", "integer" }, { "b", "text" }, { "c", "uuid" } }
