-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_column("t", "a", { null = true }, { null = false })
    op.alter_column("t", "b", { null = false }, { null = true })
  end,

  down = function(op)
    op.alter_column("t", "a", { null = false }, { null = true })
    op.alter_column("t", "b", { null = true }, { null = false })
  end,
}
