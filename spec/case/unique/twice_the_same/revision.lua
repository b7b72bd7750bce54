-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_unique("t", "t_a_key1", { "a" })
  end,

  down = function(op)
    op.drop_unique("t", "t_a_key1")
  end,
}
