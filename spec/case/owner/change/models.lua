model "a" { { "id", "integer" }, owner = "pg_monitor" }
model "b" { { "id", "integer" }, owner = "pg_read_all_data" }
model "c" { { "id", "integer" } }
