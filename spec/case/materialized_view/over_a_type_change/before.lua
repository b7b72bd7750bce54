model "t" { { "a", "integer" }, { "b", "text" } }
materialized_view "m" { "SELECT a FROM t", indexes = { { "a", unique = true } }, comment = "kept" }
view "v" { "SELECT a FROM m", grants = { pg_monitor = { "select" } } }
