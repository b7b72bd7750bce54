-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_unique("t", "t_b_key", { "b" })
    op.drop_unique("t", "t_a_key")
  end,

  down = function(op)
    op.create_unique("t", "t_a_key", { "a" })
    op.drop_unique("t", "t_b_key")
  end,
}
