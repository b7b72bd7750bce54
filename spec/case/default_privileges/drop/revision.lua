-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_default_privileges("routines to public")
    op.drop_default_privileges("tables in s to pg_monitor")
    op.drop_default_privileges("tables to pg_monitor")
    op.drop_schema("s")
  end,

  down = function(op)
    op.create_default_privileges("routines to public")
    op.create_default_privileges("tables to pg_monitor", { "insert with grant option", "select" })
    op.create_schema("s")
    op.create_default_privileges("tables in s to pg_monitor", { "select" })
  end,
}
