-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_table("t", "things")
    op.rename_column("things", "id", "key")
    op.rename_identity("things", "key", "t_id_seq", "things_key_seq")
    op.rename_primary_key("things", "t_pkey", "things_pkey")
  end,

  down = function(op)
    op.rename_table("things", "t")
    op.rename_column("t", "key", "id")
    op.rename_primary_key("t", "things_pkey", "t_pkey")
    op.rename_identity("t", "id", "things_key_seq", "t_id_seq")
  end,
}
