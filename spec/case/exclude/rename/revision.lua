-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_exclude("t", "x", "y")
  end,

  down = function(op)
    op.rename_exclude("t", "y", "x")
  end,
}
