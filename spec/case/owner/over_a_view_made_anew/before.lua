model "t" { { "id", "integer" } }
view "v" { "SELECT id FROM t", owner = "pg_monitor" }
