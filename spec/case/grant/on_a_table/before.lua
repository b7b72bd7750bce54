model "t" { { "a", "integer" }, grants = { pg_monitor = { "select" } } }
