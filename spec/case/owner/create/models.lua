schema "billing" { owner = "pg_monitor" }
enum "e" { "a", owner = "pg_monitor" }
model "t" { { "id", "integer", identity = true }, owner = "pg_monitor" }
view "v" { "SELECT id FROM t", owner = "pg_monitor" }
sequence "s" { owner = "pg_monitor" }
routine "f(integer)" { returns = "integer", body = "SELECT 1", owner = "pg_monitor" }
