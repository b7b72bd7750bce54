model "t" { { "id", "integer", primary_key = true }, { "n", "integer" }, { "s", "text" } }
materialized_view "sums" {
  "SELECT s, sum(n) AS n FROM t GROUP BY s",
  with = { fillfactor = 70 },
  comment = "by s",
  grants = { pg_monitor = { "select" } },
  columns = { n = { comment = "of all rows" } },
  indexes = { { "s", unique = true }, { "n DESC", where = "n > 0" } },
}
materialized_view "later" { "SELECT id FROM t", names = { "key" }, with_data = false }
view "over" { "SELECT s FROM sums" }
