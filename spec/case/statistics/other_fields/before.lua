model "t" { { "a", "integer" }, { "b", "integer" }, { "c", "integer" }, statistics = { s = { "a", "b" }, k = { "a", "c" }, g = { "b", "c" } } }
