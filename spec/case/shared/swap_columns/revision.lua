-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_column("a", "x", "y__moving")
    op.rename_column("a", "y", "x")
    op.rename_column("a", "y__moving", "y", "x")
    op.rename_index("a_x_idx", "a_y_idx")
  end,

  down = function(op)
    op.rename_column("a", "y", "x__moving")
    op.rename_column("a", "x", "y")
    op.rename_column("a", "x__moving", "x", "y")
    op.rename_index("a_y_idx", "a_x_idx")
  end,
}
