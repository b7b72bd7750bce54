routine "seen()" { returns = "event_trigger", language = "plpgsql", body = "BEGIN END" }
