-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_materialized_view("m", { with = { "fillfactor=80" } }, { with = { "autovacuum_enabled=false", "fillfactor=70" } })
  end,

  down = function(op)
    op.alter_materialized_view("m", { with = { "autovacuum_enabled=false", "fillfactor=70" } }, { with = { "fillfactor=80" } })
  end,
}
