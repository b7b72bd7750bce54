model "t" { { "a", "bigint" } }
view "v" { "SELECT a FROM t", comment = "seen", grants = { pg_monitor = { "select" } } }
view "w" { "SELECT a FROM v", grants = { public = { "select" } } }
