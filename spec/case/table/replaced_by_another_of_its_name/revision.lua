-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_table("t", "old_t")
    op.rename_primary_key("old_t", "t_pkey", "old_t_pkey")
    op.create_table("t", {
      { "id", "uuid", primary_key = true, default = sql "gen_random_uuid()" },
      { "old", "integer", references = "old_t.id" },
    })
  end,

  down = function(op)
    op.drop_table("t")
    op.rename_table("old_t", "t")
    op.rename_primary_key("t", "old_t_pkey", "t_pkey")
  end,
}
