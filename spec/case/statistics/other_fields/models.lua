model "t" { { "a", "integer" }, { "b", "integer" }, { "c", "integer" }, statistics = { s = { "a", "c" }, k = { "a", "c", kinds = { "mcv" } }, g = { "b", "c", target = 50 } } }
