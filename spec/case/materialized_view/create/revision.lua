-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_materialized_view("sums", {
      "SELECT s, sum(n) AS n FROM t GROUP BY s",
      with = { "fillfactor=70" },
      comment = "by s",
      grants = { pg_monitor = { "select" } },
      columns = { n = { comment = "of all rows" } },
    })
    op.create_index("sums_s_idx", "sums", { "s", unique = true })
    op.create_index("sums_n_idx", "sums", { "n DESC", where = "n > 0" })
    op.create_materialized_view("later", {
      "SELECT id FROM t",
      names = { "key" },
      with_data = false,
    })
    op.create_view("over", "SELECT s FROM sums")
  end,

  down = function(op)
    op.drop_view("over")
    op.drop_materialized_view("sums")
    op.drop_materialized_view("later")
  end,
}
