-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_table("t", "u")
    op.rename_column("u", "a", "b")
    op.rename_sequence("t_a_seq", "u_b_seq")
  end,

  down = function(op)
    op.rename_sequence("u_b_seq", "t_a_seq")
    op.rename_table("u", "t")
    op.rename_column("t", "b", "a")
  end,
}
