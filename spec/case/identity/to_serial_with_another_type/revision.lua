-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_sequence("t_id_seq", { type = "integer", takes = "t.id" })
    op.alter_column("t", "id", { type = "integer", default = sql "nextval('t_id_seq')" }, { type = "bigint", default = none })
    op.alter_sequence("t_id_seq", { owned_by = "t.id" }, { owned_by = none })
  end,

  down = function(op)
    op.alter_column("t", "id", { type = "bigint", default = none }, { type = "integer", default = sql "nextval('t_id_seq')" })
    op.create_identity("t", "id", "t_id_seq", { start = 100, takes = "t_id_seq" })
  end,
}
