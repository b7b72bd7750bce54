-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_unique("t", "t_id_key", { with = { "deduplicate_items=false", "fillfactor=80" } }, { with = { "fillfactor=70" } })
  end,

  down = function(op)
    op.alter_unique("t", "t_id_key", { with = { "fillfactor=70" } }, { with = { "deduplicate_items=false", "fillfactor=80" } })
  end,
}
