schema "billing" { comment = "money", grants = { pg_monitor = { "usage" } } }
