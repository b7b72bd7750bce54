-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_view("v")
    op.drop_materialized_view("mm")
    op.drop_materialized_view("m")
    op.create_materialized_view("m", {
      "SELECT a, b, 1 AS c FROM t",
      comment = "kept",
      grants = { pg_monitor = { "select" } },
      columns = { a = { comment = "kept too" } },
    })
    op.create_view("v", { "SELECT a FROM m", comment = "kept" })
    op.create_materialized_view("mm", "SELECT count(*) AS n FROM m")
    op.create_index("m_a_idx", "m", { "a", unique = true, comment = "and this" })
  end,

  down = function(op)
    op.drop_view("v")
    op.drop_materialized_view("mm")
    op.drop_materialized_view("m")
    op.create_materialized_view("m", {
      "SELECT a, b FROM t",
      comment = "kept",
      grants = { pg_monitor = { "select" } },
      columns = { a = { comment = "kept too" } },
    })
    op.create_view("v", { "SELECT a FROM m", comment = "kept" })
    op.create_materialized_view("mm", "SELECT count(*) AS n FROM m")
    op.create_index("m_a_idx", "m", { "a", unique = true, comment = "and this" })
  end,
}
