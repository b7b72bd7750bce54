-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_policy("t", "p", "positive")
  end,

  down = function(op)
    op.rename_policy("t", "positive", "p")
  end,
}
