-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_column("t", "x", "y__moving")
    op.rename_column("t", "y", "x")
    op.rename_column("t", "y__moving", "y", "x")
    op.drop_check("t", "t_x_check")
    op.drop_view("v")
    op.alter_column("t", "y", { type = "bigint" }, { type = "int" })
    op.create_check("t", "t_y_check", "y > 0")
    op.create_view("v", "SELECT x, y FROM t")
  end,

  down = function(op)
    op.rename_column("t", "y", "x__moving")
    op.rename_column("t", "x", "y")
    op.rename_column("t", "x__moving", "x", "y")
    op.drop_check("t", "t_y_check")
    op.drop_view("v")
    op.alter_column("t", "x", { type = "int" }, { type = "bigint" })
    op.create_check("t", "t_x_check", "x > 0")
    op.create_view("v", "SELECT x, y FROM t")
  end,
}
