model "t" { { "a", "text" }, indexes = { i = { "a", "lower(a)" }, j = { "upper(a)", statistics = { ["1"] = 500 } }, k = { "lower(a)", statistics = { ["1"] = 10 } } } }
