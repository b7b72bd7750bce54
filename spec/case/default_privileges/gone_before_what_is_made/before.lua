default_privileges "tables to pg_monitor" { "select" }
