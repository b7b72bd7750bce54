default_privileges "tables to pg_monitor" { "select", "insert with grant option" }
default_privileges "routines to pg_monitor" { "execute" }
