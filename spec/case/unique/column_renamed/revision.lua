-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_column("t", "a", "x")
    op.rename_unique("t", "t_a_key", "t_x_key")
    op.rename_unique("t", "t_a_b_key", "t_x_b_key")
  end,

  down = function(op)
    op.rename_column("t", "x", "a")
    op.rename_unique("t", "t_x_b_key", "t_a_b_key")
    op.rename_unique("t", "t_x_key", "t_a_key")
  end,
}
