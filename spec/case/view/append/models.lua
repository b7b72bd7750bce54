model "t" { { "a", "integer" }, { "b", "text" } }
view "v" { "SELECT a, b FROM t" }
view "w" { "SELECT a FROM v" }
