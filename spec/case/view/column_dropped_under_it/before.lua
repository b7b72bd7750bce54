model "t" { { "a", "integer" }, { "b", "integer" } }
view "v" { "SELECT a, b FROM t" }
view "w" { "SELECT a FROM v" }
