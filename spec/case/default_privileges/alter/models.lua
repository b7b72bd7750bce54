default_privileges "tables to pg_monitor" { "delete", "insert" }
default_privileges "routines to pg_monitor" { "execute with grant option" }
