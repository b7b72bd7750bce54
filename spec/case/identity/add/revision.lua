-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_column("t", "id", { null = false }, { null = true })
    op.create_identity("t", "id", "t_id_seq")
  end,

  down = function(op)
    op.drop_identity("t", "id", "t_id_seq")
    op.alter_column("t", "id", { null = true }, { null = false })
  end,
}
