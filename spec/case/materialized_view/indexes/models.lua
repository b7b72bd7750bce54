model "t" { { "a", "integer" }, { "b", "text" } }
materialized_view "m" { "SELECT a, b FROM t", indexes = { { "a", unique = true }, { "lower(b)" } } }
