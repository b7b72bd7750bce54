schema "s"
default_privileges "tables to pg_monitor" { "select", "insert with grant option" }
default_privileges "tables in s to pg_monitor" { "select" }
default_privileges "tables in s to public" { "references" }
default_privileges "sequences of pg_monitor in s to pg_read_all_data" { "usage" }
default_privileges "routines to public" {}
default_privileges "types to public" {}
default_privileges "schemas to pg_monitor" { "usage", "create" }
