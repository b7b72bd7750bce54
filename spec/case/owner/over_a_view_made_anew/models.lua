model "t" { { "id", "bigint" } }
view "v" { "SELECT id FROM t", owner = "pg_monitor" }
