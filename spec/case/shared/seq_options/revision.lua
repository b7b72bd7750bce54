-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_sequence("s", { increment = 5, cycle = true }, { increment = 2, cycle = false })
    op.alter_sequence("t_id_seq", { type = none, owned_by = none }, { type = "integer", owned_by = "t.id" })
    op.alter_column("t", "id", { type = "bigint" }, { type = "integer" })
  end,

  down = function(op)
    op.alter_sequence("s", { increment = 2, cycle = false }, { increment = 5, cycle = true })
    op.alter_sequence("t_id_seq", { type = "integer", owned_by = "t.id" }, { type = none, owned_by = none })
    op.alter_column("t", "id", { type = "integer" }, { type = "bigint" })
  end,
}
