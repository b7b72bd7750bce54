sequence "s" { grants = { pg_monitor = { "select", "update" } } }
