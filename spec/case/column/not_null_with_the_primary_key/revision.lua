-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_primary_key("t", "t_pkey")
    op.alter_column("t", "b", { null = false }, { null = true })
    op.create_primary_key("t", "t_pkey", { "b" })
    op.alter_column("t", "a", { null = true }, { null = false })
  end,

  down = function(op)
    op.drop_primary_key("t", "t_pkey")
    op.alter_column("t", "a", { null = false }, { null = true })
    op.create_primary_key("t", "t_pkey", { "a" })
    op.alter_column("t", "b", { null = true }, { null = false })
  end,
}
