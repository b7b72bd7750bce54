-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "drops table a, column b.y" },

  up = function(op)
    op.drop_view("w")
    op.drop_column("b", "y")
    op.create_view("w", "SELECT x FROM b")
    op.alter_view("v", "SELECT x FROM b")
    op.drop_table("a")
  end,

  -- Not restored: the values of column b.y.
  -- Not restored: the rows of table a.
  down = function(op)
    op.create_table("a", {
      { "x", "int" },
    })
    op.create_column("b", { "y", "int" })
    op.alter_view("v", "SELECT x FROM a")
    op.alter_view("w", "SELECT x, y FROM b")
  end,
}
