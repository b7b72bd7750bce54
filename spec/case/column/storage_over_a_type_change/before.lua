model "t" { { "a", "varchar(10)", storage = "external", compression = "lz4", statistics = 7, options = { n_distinct = 5 } } }
