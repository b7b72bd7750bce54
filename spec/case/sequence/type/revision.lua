-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_sequence("s", { type = none }, { type = "integer" })
    op.alter_sequence("n", { type = "smallint", maxvalue = 100 }, { type = none, maxvalue = none })
  end,

  down = function(op)
    op.alter_sequence("n", { type = none, maxvalue = none }, { type = "smallint", maxvalue = 100 })
    op.alter_sequence("s", { type = "integer" }, { type = none })
  end,
}
