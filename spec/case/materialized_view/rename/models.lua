model "u" { renamed_from = "t", { "a", "integer" } }
materialized_view "n" { "SELECT a FROM u", renamed_from = "m", indexes = { { "a" } }, comment = "kept" }
view "v" { "SELECT a FROM n" }
