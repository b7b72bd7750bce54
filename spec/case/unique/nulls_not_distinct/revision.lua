-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_unique("t", "t_a_key")
    op.create_unique("t", "t_a_key", { "a", nulls_distinct = false })
  end,

  down = function(op)
    op.drop_unique("t", "t_a_key")
    op.create_unique("t", "t_a_key", { "a" })
  end,
}
