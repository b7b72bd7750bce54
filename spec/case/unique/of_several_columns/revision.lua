-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_unique("t", "t_b_a_key", { "b", "a" })
    op.drop_unique("t", "t_a_b_key")
  end,

  down = function(op)
    op.create_unique("t", "t_a_b_key", { "a", "b" })
    op.drop_unique("t", "t_b_a_key")
  end,
}
