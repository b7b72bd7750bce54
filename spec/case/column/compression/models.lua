model "t" { { "a", "text", compression = "pglz" }, { "b", "text" }, { "c", "text", compression = "pglz" }, { "d", "text", compression = "pglz" } }
