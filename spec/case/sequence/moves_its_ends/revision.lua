-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_sequence("kept", { start = 60, minvalue = 50 }, { start = 60, minvalue = none })
    op.alter_sequence("down", { increment = -1, maxvalue = -10 }, { increment = -1, maxvalue = none })
    op.alter_sequence("turned", { increment = -2, minvalue = 1, maxvalue = 100 }, { increment = none, minvalue = none, maxvalue = none })
  end,

  down = function(op)
    op.alter_sequence("down", { increment = -1, maxvalue = none }, { increment = -1, maxvalue = -10 })
    op.alter_sequence("kept", { start = 60, minvalue = none }, { start = 60, minvalue = 50 })
    op.alter_sequence("turned", { increment = none, minvalue = none, maxvalue = none }, { increment = -2, minvalue = 1, maxvalue = 100 })
  end,
}
