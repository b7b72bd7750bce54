-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_index("i")
    op.create_index("i", "t", { "a", where = "b = 'y'" })
    op.drop_index("j")
    op.create_index("j", "t", { "a", where = "b IS NOT NULL" })
  end,

  down = function(op)
    op.drop_index("i")
    op.create_index("i", "t", { "a", where = "b = 'x'" })
    op.drop_index("j")
    op.create_index("j", "t", { "a" })
  end,
}
