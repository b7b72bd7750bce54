model "t" { { "a", "text" }, { "b", "text", compression = "pglz" }, { "c", "varchar(10)", compression = "pglz" } }
