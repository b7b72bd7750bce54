model "t" { { "a", "integer" } }
view "v" { "SELECT a, a + 1 FROM t", names = { "x", "y" } }
view "w" { "SELECT x FROM v" }
