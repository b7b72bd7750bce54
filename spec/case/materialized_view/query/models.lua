model "t" { { "a", "integer" }, { "b", "text" } }
materialized_view "m" {
  "SELECT a, b, 1 AS c FROM t",
  comment = "kept",
  grants = { pg_monitor = { "select" } },
  columns = { a = { comment = "kept too" } },
  indexes = { { "a", unique = true, comment = "and this" } },
}
view "v" { "SELECT a FROM m", comment = "kept" }
materialized_view "mm" { "SELECT count(*) AS n FROM m" }
