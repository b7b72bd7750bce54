model "t" { { "a", "integer" } }
materialized_view "m" { "SELECT a FROM t", with = { fillfactor = 80 }, with_data = false }
