model "t" { { "a", "varchar(10)", storage = "external", statistics = 7, options = { n_distinct = 5 } } }
