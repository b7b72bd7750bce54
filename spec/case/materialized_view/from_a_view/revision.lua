-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_view("v")
    op.drop_view("m")
    op.create_materialized_view("m", { "SELECT a FROM t", comment = "kept" })
    op.create_view("v", "SELECT a FROM m")
  end,

  down = function(op)
    op.drop_view("v")
    op.drop_materialized_view("m")
    op.create_view("m", { "SELECT a FROM t", comment = "kept" })
    op.create_view("v", "SELECT a FROM m")
  end,
}
