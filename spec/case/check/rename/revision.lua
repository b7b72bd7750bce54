-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_check("t", "one", "positive")
  end,

  down = function(op)
    op.rename_check("t", "positive", "one")
  end,
}
