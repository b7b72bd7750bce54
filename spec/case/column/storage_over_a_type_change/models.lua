model "t" { { "a", "text", storage = "external", compression = "lz4", statistics = 7, options = { n_distinct = 5 } } }
