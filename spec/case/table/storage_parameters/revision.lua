-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_table("t", { with = { "fillfactor=90", "toast_tuple_target=256" } }, { with = { "autovacuum_enabled=false", "fillfactor=70" } })
  end,

  down = function(op)
    op.alter_table("t", { with = { "autovacuum_enabled=false", "fillfactor=70" } }, { with = { "fillfactor=90", "toast_tuple_target=256" } })
  end,
}
