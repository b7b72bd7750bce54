model "t" { { "a", "integer" }, { "b", "integer" } }
view "v" { "SELECT a, b FROM t WHERE t.a > 1" }
