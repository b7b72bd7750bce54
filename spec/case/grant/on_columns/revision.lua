-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_grant("column", "t", "a", "public", { "references" })
    op.create_grant("column", "t", "b", "pg_monitor", { "insert with grant option" })
    op.alter_grant("column", "t", "a", "pg_monitor", { "select", "update" }, { "select" })
  end,

  down = function(op)
    op.alter_grant("column", "t", "a", "pg_monitor", { "select" }, { "select", "update" })
    op.drop_grant("column", "t", "a", "public")
    op.drop_grant("column", "t", "b", "pg_monitor")
  end,
}
