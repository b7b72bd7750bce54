-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_view("w")
    op.drop_view("v")
    op.create_view("v", { "SELECT a FROM t", comment = "kept" })
    op.create_view("w", { "SELECT a FROM v", grants = { pg_monitor = { "select" } } })
  end,

  down = function(op)
    op.alter_view("v", "SELECT a, b FROM t")
  end,
}
