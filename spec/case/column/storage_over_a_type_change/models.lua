model "t" { { "a", "text", storage = "external", statistics = 7, options = { n_distinct = 5 } } }
