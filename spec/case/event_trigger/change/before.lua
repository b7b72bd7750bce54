routine "seen()" { returns = "event_trigger", language = "plpgsql", body = "BEGIN END" }
routine "other()" { returns = "event_trigger", language = "plpgsql", body = "BEGIN END" }
event_trigger "a" { "seen()", event = "ddl_command_end", comment = "kept" }
event_trigger "b" { "seen()", event = "ddl_command_end", enabled = "disabled" }
event_trigger "c" { "seen()", event = "ddl_command_end", tags = { "CREATE TABLE", "CREATE VIEW" } }
event_trigger "d" { "seen()", event = "ddl_command_end" }
