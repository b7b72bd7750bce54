-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_index("i")
    op.create_index("i", "t", { "a", using = "hash" })
    op.drop_index("j")
    op.create_index("j", "t", { "d jsonb_path_ops", using = "gin" })
  end,

  down = function(op)
    op.drop_index("i")
    op.create_index("i", "t", { "a" })
    op.drop_index("j")
    op.create_index("j", "t", { "d", using = "gin" })
  end,
}
