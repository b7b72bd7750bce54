-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_conversion("latin", "western")
  end,

  down = function(op)
    op.rename_conversion("western", "latin")
  end,
}
