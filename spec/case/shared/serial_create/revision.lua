-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_sequence("t_id_seq", { type = "integer" })
    op.create_table("t", {
      { "id", "integer", primary_key = true, default = sql "nextval('t_id_seq')" },
      { "a", "text" },
    })
    op.alter_sequence("t_id_seq", { owned_by = "t.id" }, { owned_by = none })
  end,

  down = function(op)
    op.alter_sequence("t_id_seq", { owned_by = none }, { owned_by = "t.id" })
    op.drop_table("t")
    op.drop_sequence("t_id_seq")
  end,
}
