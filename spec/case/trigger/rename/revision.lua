-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_trigger("t", "one", "uno")
  end,

  down = function(op)
    op.rename_trigger("t", "uno", "one")
  end,
}
