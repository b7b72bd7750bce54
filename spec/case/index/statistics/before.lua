model "t" { { "a", "text" }, indexes = { i = { "a", "lower(a)", statistics = { ["2"] = 100 } }, j = { "upper(a)" } } }
