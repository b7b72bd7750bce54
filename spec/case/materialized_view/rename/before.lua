model "t" { { "a", "integer" } }
materialized_view "m" { "SELECT a FROM t", indexes = { { "a" } }, comment = "kept" }
view "v" { "SELECT a FROM m" }
