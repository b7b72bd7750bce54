model "t" { { "a", "integer" } }
materialized_view "m" { "SELECT a, a + 1 AS b FROM t", names = { "x", "y" } }
