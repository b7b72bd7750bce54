model "t" { { "a", "integer" }, { "b", "text" } }
materialized_view "m" { "SELECT a, b FROM t WHERE b IN ('x', 'y')" }
