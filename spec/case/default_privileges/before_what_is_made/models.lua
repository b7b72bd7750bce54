model "made_under_default_privileges" { { "a", "integer" } }
default_privileges "tables to pg_monitor" { "select" }
