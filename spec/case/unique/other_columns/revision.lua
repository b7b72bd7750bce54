-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_unique("t", "u")
    op.create_unique("t", "u", { "a", include = { "c" } })
  end,

  down = function(op)
    op.drop_unique("t", "u")
    op.create_unique("t", "u", { "a", "b" })
  end,
}
