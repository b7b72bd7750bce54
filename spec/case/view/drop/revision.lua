-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_view("w")
    op.drop_view("v")
  end,

  down = function(op)
    op.create_view("v", "SELECT a FROM t")
    op.create_view("w", "SELECT a FROM v")
  end,
}
