routine "touch()" { returns = "trigger", language = "plpgsql", body = "BEGIN RETURN NEW; END" }
model "u" { { "a", "integer" } }
model "t" { { "a", "integer" }, triggers = { tt = { "touch()", constraint = true, from = "u", timing = "AFTER", events = { "UPDATE" }, each = "ROW" } } }
