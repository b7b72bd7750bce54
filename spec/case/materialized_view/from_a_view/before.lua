model "t" { { "a", "integer" } }
view "m" { "SELECT a FROM t", comment = "kept" }
view "v" { "SELECT a FROM m" }
