-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_sequence("t_id_seq", { type = "integer" })
    op.create_sequence("t_n_seq")
    op.create_sequence("t_k_seq", { type = "smallint" })
    op.create_table("t", {
      { "id", "integer", primary_key = true, default = sql "nextval('t_id_seq')" },
      { "n", "bigint", null = false, default = sql "nextval('t_n_seq')" },
      { "k", "smallint", null = false, default = sql "nextval('t_k_seq')" },
    })
    op.alter_sequence("t_id_seq", { owned_by = "t.id" }, { owned_by = none })
    op.alter_sequence("t_n_seq", { owned_by = "t.n" }, { owned_by = none })
    op.alter_sequence("t_k_seq", { owned_by = "t.k" }, { owned_by = none })
  end,

  down = function(op)
    op.alter_sequence("t_id_seq", { owned_by = none }, { owned_by = "t.id" })
    op.alter_sequence("t_n_seq", { owned_by = none }, { owned_by = "t.n" })
    op.alter_sequence("t_k_seq", { owned_by = none }, { owned_by = "t.k" })
    op.drop_table("t")
    op.drop_sequence("t_id_seq")
    op.drop_sequence("t_n_seq")
    op.drop_sequence("t_k_seq")
  end,
}
