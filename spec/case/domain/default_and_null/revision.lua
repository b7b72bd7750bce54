-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_domain("a", { null = false, default = none }, { null = true, default = 1 })
    op.alter_domain("b", { null = true, default = 2 }, { null = false, default = none })
    op.alter_domain("c", { null = false, default = sql "lower('X')" }, { null = true, default = none })
  end,

  down = function(op)
    op.alter_domain("a", { null = true, default = 1 }, { null = false, default = none })
    op.alter_domain("b", { null = false, default = none }, { null = true, default = 2 })
    op.alter_domain("c", { null = true, default = none }, { null = false, default = sql "lower('X')" })
  end,
}
