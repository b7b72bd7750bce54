-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_view("v")
    op.drop_materialized_view("m")
    op.alter_column("t", "a", { type = "bigint" }, { type = "integer" })
    op.create_materialized_view("m", { "SELECT a FROM t", comment = "kept" })
    op.create_view("v", { "SELECT a FROM m", grants = { pg_monitor = { "select" } } })
    op.create_index("m_a_idx", "m", { "a", unique = true })
  end,

  down = function(op)
    op.drop_view("v")
    op.drop_materialized_view("m")
    op.alter_column("t", "a", { type = "integer" }, { type = "bigint" })
    op.create_materialized_view("m", { "SELECT a FROM t", comment = "kept" })
    op.create_view("v", { "SELECT a FROM m", grants = { pg_monitor = { "select" } } })
    op.create_index("m_a_idx", "m", { "a", unique = true })
  end,
}
