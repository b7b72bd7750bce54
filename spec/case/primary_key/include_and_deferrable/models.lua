model "t" { { "a", "integer" }, { "b", "text" }, primary_key = { "a", deferrable = "initially deferred" } }
