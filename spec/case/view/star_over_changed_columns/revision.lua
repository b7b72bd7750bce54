-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "drops column t.b" },

  up = function(op)
    op.create_column("t", { "c", "text" })
    op.drop_column("t", "b")
    op.create_view("v", "SELECT * FROM t")
  end,

  -- Not restored: the values of column t.b.
  down = function(op)
    op.create_column("t", { "b", "integer" })
    op.drop_view("v")
    op.drop_column("t", "c")
  end,
}
