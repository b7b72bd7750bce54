routine "watched()" { renamed_from = "seen()", returns = "event_trigger", language = "plpgsql", body = "BEGIN NULL; END" }
event_trigger "a" { "watched()", event = "sql_drop", comment = "kept" }
