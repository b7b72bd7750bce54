-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_view("w")
    op.drop_view("v")
    op.create_view("v", { "SELECT a, a + 1 FROM t", names = { "x", "z" } })
    op.create_view("w", "SELECT x FROM v")
  end,

  down = function(op)
    op.drop_view("w")
    op.drop_view("v")
    op.create_view("v", { "SELECT a, a + 1 FROM t", names = { "x", "y" } })
    op.create_view("w", "SELECT x FROM v")
  end,
}
