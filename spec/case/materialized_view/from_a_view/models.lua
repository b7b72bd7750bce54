model "t" { { "a", "integer" } }
materialized_view "m" { "SELECT a FROM t", comment = "kept" }
view "v" { "SELECT a FROM m" }
