routine "seen()" { returns = "event_trigger", language = "plpgsql", body = "BEGIN END" }
event_trigger "on_tables" { "seen()", event = "ddl_command_end", tags = { "create table", "ALTER TABLE" }, comment = "of tables" }
event_trigger "on_drops" { "seen", event = "sql_drop", enabled = "always" }
