model "t" { { "a", "integer" } }
materialized_view "m" { "SELECT a FROM t", with = { fillfactor = 70, autovacuum_enabled = false } }
