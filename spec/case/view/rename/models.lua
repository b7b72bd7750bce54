model "t" { { "a", "integer" } }
view "seen" { renamed_from = "v", "SELECT a FROM t", comment = "kept" }
view "w" { "SELECT a FROM seen" }
