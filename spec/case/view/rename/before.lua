model "t" { { "a", "integer" } }
view "v" { "SELECT a FROM t", comment = "kept" }
view "w" { "SELECT a FROM v" }
