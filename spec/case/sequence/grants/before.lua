sequence "s" { grants = { pg_monitor = { "usage" } } }
