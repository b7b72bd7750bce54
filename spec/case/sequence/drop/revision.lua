-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_column("t", "id", { default = none }, { default = sql "nextval('s')" })
    op.alter_column("t", "n", { default = none }, { default = sql "nextval('t_n_seq')" })
    op.alter_sequence("t_n_seq", { owned_by = none }, { owned_by = "t.n" })
    op.drop_sequence("s")
    op.drop_sequence("t_n_seq")
  end,

  down = function(op)
    op.create_sequence("s", { comment = "counts" })
    op.create_sequence("t_n_seq", { type = "integer" })
    op.alter_column("t", "n", { default = sql "nextval('t_n_seq')" }, { default = none })
    op.alter_sequence("t_n_seq", { owned_by = "t.n" }, { owned_by = none })
    op.alter_column("t", "id", { default = sql "nextval('s')" }, { default = none })
  end,
}
