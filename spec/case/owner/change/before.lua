model "a" { { "id", "integer" } }
model "b" { { "id", "integer" }, owner = "pg_monitor" }
model "c" { { "id", "integer" }, owner = "pg_monitor" }
