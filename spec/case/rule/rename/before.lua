model "t" { { "a", "integer" }, rules = { r = { event = "insert", instead = true, comment = "kept" } } }
