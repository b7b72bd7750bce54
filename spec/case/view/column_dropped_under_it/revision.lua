-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "drops column t.b" },

  up = function(op)
    op.drop_view("w")
    op.drop_view("v")
    op.drop_column("t", "b")
    op.create_view("v", "SELECT a FROM t")
    op.create_view("w", "SELECT a FROM v")
  end,

  -- Not restored: the values of column t.b.
  down = function(op)
    op.create_column("t", { "b", "integer" })
    op.alter_view("v", "SELECT a, b FROM t")
  end,
}
