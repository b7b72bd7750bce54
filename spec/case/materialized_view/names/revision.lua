-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_materialized_view("m")
    op.create_materialized_view("m", { "SELECT a, a + 1 AS b FROM t", names = { "x", "z" } })
  end,

  down = function(op)
    op.drop_materialized_view("m")
    op.create_materialized_view("m", { "SELECT a, a + 1 AS b FROM t", names = { "x", "y" } })
  end,
}
