-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_check("t", "positive")
    op.create_check("t", "positive", { "a > 0", no_inherit = true })
  end,

  down = function(op)
    op.drop_check("t", "positive")
    op.create_check("t", "positive", "a > 0")
  end,
}
