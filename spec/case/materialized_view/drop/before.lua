model "t" { { "a", "integer" } }
materialized_view "m" { "SELECT a FROM t", indexes = { { "a" } } }
materialized_view "n" { "SELECT a FROM m" }
