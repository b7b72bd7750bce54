model "t" { { "c", "uuid" }, { "a", "integer" }, { "b", "text" } }
