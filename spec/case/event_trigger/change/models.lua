routine "seen()" { returns = "event_trigger", language = "plpgsql", body = "BEGIN END" }
routine "other()" { returns = "event_trigger", language = "plpgsql", body = "BEGIN END" }
event_trigger "a" { "seen()", event = "sql_drop", comment = "kept" }
event_trigger "b" { "seen()", event = "ddl_command_end", enabled = "replica" }
event_trigger "c" { "seen()", event = "ddl_command_end", tags = { "CREATE TABLE" } }
event_trigger "d" { "other()", event = "ddl_command_end" }
