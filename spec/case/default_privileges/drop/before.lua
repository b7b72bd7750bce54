schema "s"
default_privileges "tables to pg_monitor" { "select", "insert with grant option" }
default_privileges "tables in s to pg_monitor" { "select" }
default_privileges "routines to public" {}
