-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_unique("t", "one", "eins")
    op.create_unique("t", "t_b_key", { "b" })
    op.drop_unique("t", "two")
  end,

  down = function(op)
    op.rename_unique("t", "eins", "one")
    op.create_unique("t", "two", { "b" })
    op.drop_unique("t", "t_b_key")
  end,
}
