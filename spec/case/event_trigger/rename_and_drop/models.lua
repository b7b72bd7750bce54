routine "seen()" { returns = "event_trigger", language = "plpgsql", body = "BEGIN END" }
event_trigger "z" { "seen()", event = "sql_drop", comment = "kept", renamed_from = "a" }
