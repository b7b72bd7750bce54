-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_grant("sequence", "s", "pg_monitor", { "select", "update" }, { "usage" })
  end,

  down = function(op)
    op.alter_grant("sequence", "s", "pg_monitor", { "usage" }, { "select", "update" })
  end,
}
