-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_table("t", "u")
    op.rename_column("u", "n", "m")
    op.rename_table("t_1", "u_1")
    op.rename_table("s", "r")
    op.rename_column("r", "a", "b")
    op.rename_index("s_id_idx", "r_id_idx")
  end,

  down = function(op)
    op.rename_table("r", "s")
    op.rename_table("u", "t")
    op.rename_table("u_1", "t_1")
    op.rename_column("t", "m", "n")
    op.rename_column("s", "b", "a")
    op.rename_index("r_id_idx", "s_id_idx")
  end,
}
