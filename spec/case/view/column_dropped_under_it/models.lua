model "t" { { "a", "integer" } }
view "v" { "SELECT a FROM t" }
view "w" { "SELECT a FROM v" }
