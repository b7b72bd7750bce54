-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_server("far", "away")
    op.alter_user_mapping("away", "pg_monitor", { options = { "user=n" } }, { options = { "user=m" } })
  end,

  down = function(op)
    op.rename_server("away", "far")
    op.alter_user_mapping("far", "pg_monitor", { options = { "user=m" } }, { options = { "user=n" } })
  end,
}
