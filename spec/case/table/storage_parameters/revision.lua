-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_table("t", { with = { "fillfactor=90", "toast_tuple_target=256" } }, { with = { "fillfactor=70", "autovacuum_enabled=false" } })
  end,

  down = function(op)
    op.alter_table("t", { with = { "fillfactor=70", "autovacuum_enabled=false" } }, { with = { "fillfactor=90", "toast_tuple_target=256" } })
  end,
}
