-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_index("t_a_idx")
    op.drop_index("t_a_idx1")
  end,

  down = function(op)
    op.create_index("t_a_idx", "t", { "a", comment = "gone" })
    op.create_index("t_a_idx1", "t", { "a DESC" })
  end,
}
