-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_sequence("s", "ticket")
  end,

  down = function(op)
    op.rename_sequence("ticket", "s")
  end,
}
