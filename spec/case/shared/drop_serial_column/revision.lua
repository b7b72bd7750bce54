-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "drops column t.id" },

  up = function(op)
    op.alter_sequence("t_id_seq", { owned_by = none }, { owned_by = "t.id" })
    op.drop_primary_key("t", "t_pkey")
    op.drop_column("t", "id")
    op.drop_sequence("t_id_seq")
  end,

  -- Not restored: the values of column t.id.
  down = function(op)
    op.create_sequence("t_id_seq", { type = "integer" })
    op.create_column("t", { "id", "integer", default = sql "nextval('t_id_seq')" })
    op.create_primary_key("t", "t_pkey", { "id" })
    op.alter_sequence("t_id_seq", { owned_by = "t.id" }, { owned_by = none })
  end,
}
