model "t" { { "a", "bigint" }, rules = { r = { "INSERT INTO log VALUES (NEW.a)", event = "insert", comment = "kept" } } }
model "log" { { "n", "bigint" } }
view "v" { "SELECT a FROM t", rules = { p = { "INSERT INTO t VALUES (NEW.a)", event = "insert", instead = true } } }
