routine "seen()" { returns = "event_trigger", language = "plpgsql", body = "BEGIN END" }
event_trigger "a" { "seen()", event = "sql_drop", comment = "kept" }
