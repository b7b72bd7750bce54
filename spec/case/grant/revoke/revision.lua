-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_grant("table", "t", "pg_monitor", { "select" }, { "insert", "select", "update" })
    op.drop_grant("table", "t", "public")
  end,

  down = function(op)
    op.create_grant("table", "t", "public", { "select" })
    op.alter_grant("table", "t", "pg_monitor", { "insert", "select", "update" }, { "select" })
  end,
}
