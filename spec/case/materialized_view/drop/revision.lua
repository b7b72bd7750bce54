-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_materialized_view("n")
    op.drop_materialized_view("m")
  end,

  down = function(op)
    op.create_materialized_view("m", "SELECT a FROM t")
    op.create_materialized_view("n", "SELECT a FROM m")
    op.create_index("m_a_idx", "m", { "a" })
  end,
}
