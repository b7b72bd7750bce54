-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_table("t", {
      { "id", "integer" },
    })
    op.create_table("no_columns")
    op.create_table("kept_in_memory", {
      { "k", "text", primary_key = true },
      { "v", "jsonb" },
      unlogged = true,
    })
    op.create_table("full", {
      { "id", "integer" },
      with = { "autovacuum_enabled=false", "fillfactor=70" },
    })
  end,

  down = function(op)
    op.drop_table("t")
    op.drop_table("no_columns")
    op.drop_table("kept_in_memory")
    op.drop_table("full")
  end,
}
