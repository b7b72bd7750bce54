model "t" { { "a", "integer" }, rules = { r = { event = "insert", instead = true } } }
view "v" { "SELECT a FROM t", rules = { s = { event = "delete", instead = true } } }
