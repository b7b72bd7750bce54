-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_grant("table", "t", "pg_read_all_data", { "select" })
    op.create_grant("table", "t", "public", { "select" })
    op.alter_grant("table", "t", "pg_monitor", { "insert", "select" }, { "select" })
  end,

  down = function(op)
    op.alter_grant("table", "t", "pg_monitor", { "select" }, { "insert", "select" })
    op.drop_grant("table", "t", "pg_read_all_data")
    op.drop_grant("table", "t", "public")
  end,
}
