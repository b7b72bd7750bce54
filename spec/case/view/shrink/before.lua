model "t" { { "a", "integer" }, { "b", "text" } }
view "v" { "SELECT a, b FROM t", comment = "kept" }
view "w" { "SELECT a FROM v", grants = { pg_monitor = { "select" } } }
