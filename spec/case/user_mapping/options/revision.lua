-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_user_mapping("far", "pg_monitor", { options = { "user=b" } }, { options = { "user=a" } })
  end,

  down = function(op)
    op.alter_user_mapping("far", "pg_monitor", { options = { "user=a" } }, { options = { "user=b" } })
  end,
}
